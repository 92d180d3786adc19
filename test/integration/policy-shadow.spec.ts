import type { RuleHitsList } from '../../src/contract/policy-api.js';
import type { Symbol as RuleSymbol } from '../../src/domain/policy/apply-rules.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { RecordDecision } from '../../src/review/record-decision.js';
import { startApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { bearerOf, newModerator } from '../support/moderators.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let cli: ReturnType<typeof cliOf>;

beforeAll(async () => {
  database = await createTestDatabase();
  cli = cliOf({ DATABASE_URL: database.url });
});

afterAll(() => database.destroy());

const rule = (id: string, mode: 'shadow' | 'live' | 'draft') => ({
  id,
  says: { en: `About ${id}`, ja: `${id}について` },
  when: { signal: 'links.count' as const, gte: 1 },
  // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
  then: { action: 'hold' as const },
  mode,
  sample: 100,
  limits: {},
});

const hitOf = (name: string): RuleSymbol => ({
  rule: name,
  mode: 'shadow',
  action: null,
  weight: 0,
  group: null,
  reason: null,
  because: [],
  spans: [],
});

/** A site with a watching and a live rule, and what people decided of each hit of them; null is nothing. */
async function siteWithHits(decisions: readonly ('approved' | 'rejected' | null)[]): Promise<string> {
  const { dataSource } = database;
  const rows = given(dataSource);
  const site = await rows.site();
  const policy = await rows.policy(site.id, {
    rules: [rule('watching', 'shadow'), rule('silent', 'live'), rule('written', 'draft')],
  });
  const moderatorId = (await newModerator(dataSource)).id;
  for (const people of decisions) {
    const { id } = await rows.submission({ siteId: site.id });
    const record = {
      kind: 'verdict' as const,
      policyId: policy.id,
      outcome: 'hold' as const,
      rule: 'first-comments',
      matched: ['first-comments'],
      signals: [],
      score: 0,
      symbols: [hitOf('watching'), hitOf('gone')],
      engine: 'test',
    };
    const settlement = { submissionId: id, from: 'received', version: 1, to: 'held', reason: null } as const;
    await dataSource.transaction((manager) => settleSubmissions(manager, [{ ...settlement, record }]));
    if (people === null) continue;
    const reject = people === 'approved' ? null : 'abuse';
    await new RecordDecision(dataSource).record({
      submissionId: id,
      moderatorId,
      reject,
      note: null,
      version: 2,
    });
  }
  return site.key;
}

it('counts what each rule of the policy saw, and how people decided it', async () => {
  const site = await siteWithHits(['approved', 'rejected', 'rejected', 'rejected', null]);
  const { rules } = (await cli(['policy', 'shadow', '--site', site, '--json'])).json<RuleHitsList>();
  expect(rules).toMatchObject([
    {
      rule: 'watching',
      mode: 'shadow',
      hits: { day: 5, week: 5, month: 5 },
      approved: 1,
      rejected: 3,
      precision: { value: 0.75, of: 4 },
    },
    { rule: 'silent', mode: 'live', hits: { day: 0, week: 0, month: 0 }, precision: null },
  ]);
  const { stdout } = await cli(['policy', 'shadow', '--site', site], { env: { LANG: 'ja_JP.UTF-8' } });
  expect(stdout).toContain('watchingについて');
});

it('counts by age', async () => {
  const site = await siteWithHits([null, null, null]);
  const { dataSource } = database;
  await dataSource.transaction(async (manager) => {
    await manager.query('alter table verdict disable trigger append_only');
    await manager.query(
      `update verdict v set created_at = now() - make_interval(days => aged.days)
         from (select v.id, (array[0, 3, 20])[row_number() over (order by s.number)] as days
                 from verdict v join submission s on s.id = v.submission_id join site on site.id = s.site_id
                where site.key = $1) aged
        where aged.id = v.id`,
      [site],
    );
    await manager.query('alter table verdict enable trigger append_only');
  });
  const { rules } = (await cli(['policy', 'shadow', '--site', site, '--json'])).json<RuleHitsList>();
  expect(rules[0]?.hits).toEqual({ day: 1, week: 2, month: 3 });
});

it('answers viewers over HTTP', async () => {
  const site = await siteWithHits(['rejected']);
  const app = await startApp({ databaseUrl: database.url });
  const headers = await bearerOf(database.dataSource, 'viewer');
  const url = `/api/v1/sites/${site}/policy/rules`;
  const answer = await app.inject({ method: 'GET', url, headers });
  expect(answer.json()).toMatchObject({ rules: [{ rule: 'watching', rejected: 1 }, { rule: 'silent' }] });
  expect((await app.inject({ method: 'GET', url })).statusCode).toBe(401);
  const nowhere = await app.inject({ method: 'GET', url: '/api/v1/sites/nowhere/policy/rules', headers });
  expect(nowhere.statusCode).toBe(404);
  await app.close();
  expect((await cli(['policy', 'shadow', '--site', 'nowhere'])).code).toBe(1);
});
