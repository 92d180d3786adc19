import type { Brakes } from '../../src/contract/policy-api.js';
import type { Policy } from '../../src/domain/policy.js';
import { policySchema } from '../../src/domain/policy.js';
import type { Site } from '../../src/domain/site.entity.js';
import { examine } from '../../src/operations/doctor.js';
import { BrakeRules } from '../../src/screening/brake-rules.js';
import { startApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SETTINGS, violationsOf } from '../support/doctor.js';
import { given } from '../support/given.js';
import { signedInAs } from '../support/moderators.js';
import { startWorker, type TestWorker } from '../support/screening.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let worker: TestWorker;
let cli: ReturnType<typeof cliOf>;
let brakes: BrakeRules;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = await startWorker(database);
  cli = cliOf({ DATABASE_URL: database.url });
  brakes = new BrakeRules(database.dataSource);
});

afterAll(async () => {
  await worker.close();
  await database.destroy();
});

const OPEN: Partial<Policy> = {
  first_held: 0,
  previously_approved: false,
  repeated_text: 0,
  near_duplicates: { count: 0, hours: 24 },
  network_budget: { submissions: 0, minutes: 10 },
};

beforeEach(async () => {
  site = await given(database.dataSource).site();
  await publish([]);
});

const rule = (id: string, over: object = {}) => ({
  id,
  says: { en: 'It is of the kind.', ja: 'その種類です。' },
  when: { contains: '@kind' },
  // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
  then: { action: 'reject' },
  ...over,
});

/** Rules of the site that are stopped now. */
const stopped = async () => (await brakes.watch()).filter((one) => one.site === site.key);

/** Puts these rules in force, as one person does who may. */
function publish(rules: object[], over: Partial<Policy> = {}) {
  const document = policySchema.parse({ rules, lists: { kind: { terms: ['smithgate'] } } });
  const { rules: parsed, lists } = document;
  return given(database.dataSource).policy(site.id, { ...OPEN, ...over, rules: parsed, lists });
}

async function verdictOn(body: string, threadId?: string) {
  const wish = { siteId: site.id, body, ...(threadId === undefined ? {} : { threadId }) };
  const submission = await given(database.dataSource).submission(wish);
  worker.enqueue(submission);
  return worker.verdictOf(submission);
}

const outcomes = async (...bodies: string[]) => {
  const all = [];
  for (const body of bodies) all.push((await verdictOn(body)).outcome);
  return all;
};

describe('a rule with a daily limit', () => {
  const limits = { max_actions_per_day: 2 };

  it('rejects so often, and then holds for the rest of the day', async () => {
    await publish([rule('kind', { limits })]);
    expect(await outcomes('smithgate 1', 'fine', 'smithgate 2')).toEqual(['reject', 'approve', 'reject']);
    const third = await verdictOn('smithgate 3');
    expect(third).toMatchObject({ outcome: 'hold', rule: 'kind' });
    expect(third.signals).toContainEqual({
      kind: 'rule-limits',
      score: 0,
      evidence: { spent: ['kind'], braked: [] },
    });
    await database.dataSource.query(`update rule_day set day = day - 1 where site_id = $1`, [site.id]);
    expect(await outcomes('smithgate 4')).toEqual(['reject']);
    await expect(examine(database.dataSource, SETTINGS)).resolves.toMatchObject({ balanced: true });
  });

  it('takes off no points any more, so that nothing is approved for its sake', async () => {
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
    await publish([rule('trust', { then: { weight: -9 }, limits }), rule('bad', { then: { weight: 9 } })]);
    expect(await outcomes('smithgate 1', 'smithgate 2', 'smithgate 3')).toEqual([
      'approve',
      'approve',
      'hold',
    ]);
  });

  it('is counted on its site alone, and not while it is only watched', async () => {
    await publish([rule('kind', { limits, mode: 'shadow' })]);
    await outcomes('smithgate 1', 'smithgate 2', 'smithgate 3');
    await publish([rule('kind', { limits })]);
    expect(await outcomes('smithgate 4', 'smithgate 5', 'smithgate 6')).toEqual(['reject', 'reject', 'hold']);
    site = await given(database.dataSource).site();
    await publish([rule('kind', { limits })]);
    expect(await outcomes('smithgate 7')).toEqual(['reject']);
  });
});

describe('a rule that was just published', () => {
  it('is stopped when it holds for too much: it may only hold until somebody lets it go', async () => {
    await publish([rule('kind')]);
    expect(await outcomes('smithgate 1', 'smithgate 2')).toEqual(['reject', 'reject']);
    expect(await stopped()).toEqual([]);
    expect(await outcomes('smithgate 3')).toEqual(['reject']);
    expect(await stopped()).toEqual([{ site: site.key, rule: 'kind', hits: 3, seen: 3 }]);
    expect(await stopped()).toEqual([]);
    const held = await verdictOn('smithgate 4');
    expect(held).toMatchObject({ outcome: 'hold', rule: 'kind' });
    expect(held.signals).toContainEqual({
      kind: 'rule-limits',
      score: 0,
      evidence: { spent: [], braked: ['kind'] },
    });

    const words = ['--site', site.key, '--rule', 'kind', '--reason', 'it is right', '--off'];
    expect(await cli(['policy', 'brake', ...words])).toMatchObject({ code: 0 });
    expect(await outcomes('smithgate 5')).toEqual(['reject']);
    expect(await stopped()).toEqual([]);
    const listed = await cli(['policy', 'brakes', '--site', site.key]);
    expect(listed.stdout).toContain('held for 3 of 3');
    expect(listed.stdout).toContain('it is right');
  });

  it('does not let a raid through: what it caught before, it still holds', async () => {
    await publish([rule('kind')]);
    const raid = Array.from({ length: 12 }, (_, n) => `smithgate ${n}`);
    const before = await outcomes(...raid.slice(0, 6));
    await brakes.watch();
    const after = await outcomes(...raid.slice(6));
    expect(new Set([...before, ...after])).toEqual(new Set(['reject', 'hold']));
  });

  it('is left alone when it was in force a day ago, or holds for what it held in shadow', async () => {
    await publish([rule('old'), rule('watched', { mode: 'shadow' })]);
    const caught = Array.from({ length: 4 }, (_, n) => `smithgate ${n}`);
    await outcomes(...caught);
    // As many as make a share, and a day later.
    await database.dataSource.query(
      `insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, symbols, engine, created_at)
       select gen_random_uuid(), submission_id, policy_id, outcome, rule, matched, signals, symbols, engine, created_at
         from verdict cross join generate_series(1, 30)
        where policy_id = (select id from policy where site_id = $1 order by version desc limit 1)`,
      [site.id],
    );
    await database.dataSource.query(`alter table policy disable trigger append_only`);
    await database.dataSource.query(
      `update policy set created_at = created_at - interval '25 hours' where site_id = $1`,
      [site.id],
    );
    await database.dataSource.query(`alter table policy enable trigger append_only`);
    await publish([rule('old'), rule('watched'), rule('changed')]);
    await outcomes(...caught);
    expect(await stopped()).toEqual([{ site: site.key, rule: 'changed', hits: 4, seen: 4 }]);
  });

  it('is not what an earlier version brings back', async () => {
    await publish([rule('kind')]);
    await publish([]);
    expect(await cli(['policy', 'rollback', '--site', site.key])).toMatchObject({ code: 0 });
    await outcomes('smithgate 1', 'smithgate 2', 'smithgate 3');
    expect(await stopped()).toEqual([]);
  });

  it('is watched by one worker at a time', async () => {
    await publish([rule('kind')]);
    await outcomes('smithgate 1', 'smithgate 2', 'smithgate 3');
    const all = await Promise.all([stopped(), stopped(), stopped()]);
    expect(all.flat()).toHaveLength(1);
  });

  it('is stopped and let go over HTTP by a lead, and by nobody less', async () => {
    await publish([rule('kind')]);
    const app = await startApp({ databaseUrl: database.url });
    try {
      const [lead, moderator] = [
        await signedInAs(app, database.dataSource, 'lead'),
        await signedInAs(app, database.dataSource, 'moderator'),
      ];
      const path = `/sites/${site.key}/policy/brakes`;
      const wish = { rule: 'kind', on: true, reason: 'wrong word' };
      expect((await moderator.send('POST', path, wish)).statusCode).toBe(403);
      const answer = await lead.send('POST', path, wish);
      expect(answer.json<Brakes>().brakes).toMatchObject([
        { rule: 'kind', on: true, cause: 'hand', now: true },
      ]);
      expect(await outcomes('smithgate')).toEqual(['hold']);
      expect((await lead.send('POST', path, { ...wish, rule: 'other' })).statusCode).toBe(404);
      expect((await lead.send('POST', path, { rule: 'kind', on: false })).statusCode).toBe(400);
      expect((await moderator.get(path)).statusCode).toBe(200);
      await publish([rule('kind'), rule('more')]);
      expect((await moderator.get(path)).json<Brakes>().brakes).toMatchObject([{ rule: 'kind', now: false }]);
    } finally {
      await app.close();
    }
  });

  it('leaves a record that nobody changes', async () => {
    await publish([rule('kind')]);
    await cli(['policy', 'brake', '--site', site.key, '--rule', 'kind', '--reason', 'x']);
    await expect(database.dataSource.query(`update rule_brake set reason = 'y'`)).rejects.toThrow(
      'rule_brake rows are never changed',
    );
    await database.dataSource.query(`alter table rule_brake disable trigger append_only`);
    expect(violationsOf(await examine(database.dataSource, SETTINGS), 'history-is-locked')).toEqual([
      'table rule_brake',
    ]);
    await database.dataSource.query(`alter table rule_brake enable trigger append_only`);
  });
});

describe('the brake of a thread', () => {
  const brake = { flagged: 3, percent: 50, minutes: 60 };

  it('holds everything on it once so much was rejected or held, and nothing elsewhere', async () => {
    await publish([rule('kind')], { thread_brake: brake });
    const rows = given(database.dataSource);
    const [hot, calm] = [await rows.thread({ siteId: site.id }), await rows.thread({ siteId: site.id })];
    const here = async (body: string) => (await verdictOn(body, hot.id)).outcome;
    expect([await here('smithgate 1'), await here('a'), await here('smithgate 2'), await here('b')]).toEqual([
      'reject',
      'approve',
      'reject',
      'approve',
    ]);
    expect(await here('smithgate 3')).toBe('reject');
    expect(await verdictOn('c', hot.id)).toMatchObject({ outcome: 'hold', rule: 'thread-brake' });
    expect((await verdictOn('d', calm.id)).outcome).toBe('approve');
    expect(await here('smithgate 4')).toBe('reject');
  });

  it('does not feed itself: what it held says nothing against the page', async () => {
    await publish([rule('kind')], { thread_brake: { ...brake, percent: 60 } });
    const hot = await given(database.dataSource).thread({ siteId: site.id });
    const here = async (body: string) => (await verdictOn(body, hot.id)).outcome;
    for (const n of [1, 2, 3]) await here(`smithgate ${n}`);
    const after = [await here('a'), await here('b'), await here('c'), await here('d')];
    expect(after).toEqual(['hold', 'hold', 'hold', 'approve']);
  });
});
