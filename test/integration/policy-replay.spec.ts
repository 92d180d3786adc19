import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplayReport } from '../../src/contract/policy-replay-api.js';
import type { Signal } from '../../src/domain/signal.js';
import type { Site } from '../../src/domain/site.entity.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import type { Outcome } from '../../src/domain/verdict.entity.js';
import { RecordDecision } from '../../src/review/record-decision.js';
import { UndoDecision } from '../../src/review/undo-decision.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given, type SubmissionWish } from '../support/given.js';
import { newModerator } from '../support/moderators.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let cli: ReturnType<typeof cliOf>;
let folder: string;
let site: Site;
let moderatorId: string;

/** What the machine saw of the author and the neighbours. */
const CONTEXT: Signal[] = [
  { kind: 'author-history', score: 0, evidence: { approved: 3, rejected: 0, days: 90 } },
  { kind: 'repeated-text', score: 0, evidence: { count: 0 } },
  {
    kind: 'near-duplicates',
    score: 0,
    evidence: { same: 0, similar: 0, authors: 0, networks: 0, ids: [], hours: 24 },
  },
  { kind: 'network-rate', score: 0, evidence: { count: 0, budget: 30, minutes: 10 } },
  { kind: 'rates', score: 0, evidence: { author: 0, thread: 0, minutes: 60 } },
  { kind: 'thread-state', score: 0, evidence: { closed: false } },
];

beforeAll(async () => {
  database = await createTestDatabase();
  cli = cliOf({ DATABASE_URL: database.url });
  folder = mkdtempSync(join(tmpdir(), 'replydesk-replay-'));
  moderatorId = (await newModerator(database.dataSource)).id;
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.destroy();
});

beforeEach(async () => {
  site = await given(database.dataSource).site();
});

const POLICY = `
lists: { feud: { terms: [smithgate] } }
rules:
  - { id: feud, says: { en: Feud, ja: 論争 }, when: { contains: '@feud' }, then: { action: hold } }
`;

async function replay(...words: string[]) {
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, POLICY);
  return cli(['policy', 'replay', '--site', site.key, '--file', file, ...words]);
}

const reported = async (...words: string[]) => (await replay('--json', ...words)).json<ReplayReport>();

/** A submission that the machine settled when it saw CONTEXT. */
const settled = (outcome: Outcome, body: string, more: SubmissionWish & { signals?: Signal[] } = {}) => {
  const { signals = CONTEXT, ...wish } = more;
  return given(database.dataSource).settled(outcome, { siteId: site.id, body, ...wish }, signals);
};

/** A person decides. @returns the submission as it is then. */
async function decided(submission: Submission, reject: 'abuse' | null): Promise<void> {
  const result = await new RecordDecision(database.dataSource).record({
    submissionId: submission.id,
    moderatorId,
    reject,
    note: null,
    version: submission.version,
  });
  expect(result.kind).toBe('recorded');
}

it('tells of cases from before a check was known, unless the policy asks about it', async () => {
  const signals = CONTEXT.filter(({ kind }) => kind !== 'rates');
  await settled('hold', 'Nothing of the kind', { signals });
  expect(await reported()).toMatchObject({ coverage: { seen: 1, lacking: 0 }, freed: 1 });
  const asks = join(folder, 'asks.yaml');
  writeFileSync(asks, POLICY.replace("contains: '@feud'", 'signal: author.recent, gte: 3'));
  const told = await cli(['policy', 'replay', '--site', site.key, '--file', asks, '--json']);
  expect(told.json<ReplayReport>()).toMatchObject({ coverage: { seen: 1, lacking: 1 } });
});

it('tells what is newly caught, newly freed and unchanged, and each with its ids', async () => {
  const caught = await settled('approve', 'Sm1thgate  again');
  const freed = await settled('hold', 'Nothing of the kind');
  await settled('approve', 'A calm remark');
  await settled('hold', 'smithgate, held then and now');
  const report = await reported();
  expect(report).toMatchObject({
    coverage: { seen: 4, lacking: 0, share: 1 },
    caught: 1,
    freed: 1,
    unchanged: 2,
    moves: { approve: { approve: 1, hold: 1, reject: 0 }, hold: { approve: 1, hold: 1, reject: 0 } },
  });
  expect(report.samples.caught).toEqual([
    {
      id: caught.id,
      number: Number(caught.number),
      before: 'approve',
      after: 'hold',
      excerpt: 'Sm1thgate again',
      rule: 'feud',
      why: null,
    },
  ]);
  expect(report.samples.freed.map(({ id }) => id)).toEqual([freed.id]);
  expect(report.samples.unchanged).toHaveLength(2);
});

it('takes the author as known then, not as known now', async () => {
  const stranger: Signal[] = CONTEXT.map((signal) =>
    signal.kind === 'author-history'
      ? { ...signal, evidence: { approved: 0, rejected: 0, days: 90 } }
      : signal,
  );
  await settled('hold', 'By a stranger', { name: 'Ann', email: 'ann@example.org', signals: stranger });
  for (let n = 0; n < 3; n += 1)
    await settled('approve', `Later ${n}`, { name: 'Ann', email: 'ann@example.org' });
  expect(await reported()).toMatchObject({ caught: 0, freed: 0, unchanged: 4 });
});

it('compares with what people decided in the end, and leaves out what they took back', async () => {
  await decided(await settled('hold', 'smithgate one'), 'abuse');
  await decided(await settled('hold', 'smithgate two'), null);
  await decided(await settled('hold', 'harmless'), null);
  await decided(await settled('approve', 'bad in another way'), 'abuse');
  const undone = await settled('hold', 'smithgate three');
  await decided(undone, 'abuse');
  await new UndoDecision(database.dataSource).undo({ submissionId: undone.id, moderatorId, version: 3 });
  const { people } = await reported();
  expect(people.after).toMatchObject({
    caughtRejected: 1,
    caughtApproved: 1,
    freeRejected: 1,
    freeApproved: 1,
    precision: { value: 0.5, of: 2 },
    recall: { value: 0.5, of: 2 },
  });
  expect(people.before).toMatchObject({ caughtRejected: 1, caughtApproved: 2, freeRejected: 1 });
});

it('leaves out, and counts, what was never seen by the stages', async () => {
  await settled('hold', 'not screened', {
    signals: [{ kind: 'screening-overdue', score: 1, evidence: { seconds: 900 } }],
  });
  await settled('hold', 'nothing stored', { signals: [] });
  await settled('approve', 'fine');
  expect((await reported()).coverage).toEqual({ seen: 3, lacking: 2, share: 1 / 3 });
});

it('splits by language and thread', async () => {
  const thread = await given(database.dataSource).thread({ siteId: site.id, title: 'Hot' });
  await settled('approve', 'smithgate', { threadId: thread.id });
  await settled('approve', 'smithgateのこと、どう思いますか', { threadId: thread.id });
  await settled('approve', 'calm');
  const { languages, threads } = await reported();
  expect(languages).toMatchObject([
    { language: 'en', seen: 2, caught: 1 },
    { language: 'ja', seen: 1, caught: 1 },
  ]);
  expect(threads[0]).toMatchObject({ key: thread.key, title: 'Hot', seen: 2, caught: 2 });
});

it('looks at the newest of the site up to the limit, since a time, in more than one batch', async () => {
  await settled('approve', 'smithgate', { receivedAt: new Date('2026-01-01T00:00:00Z') });
  for (let n = 0; n < 5; n += 1) await settled('approve', `calm ${n}`);
  await given(database.dataSource).settled('approve', { body: 'smithgate elsewhere' }, CONTEXT);
  expect((await reported()).coverage.seen).toBe(6);
  expect(await reported('--limit', '5')).toMatchObject({ coverage: { seen: 5 }, caught: 0 });
  expect(await reported('--since', '2026-02-01')).toMatchObject({ coverage: { seen: 5 }, caught: 0 });
});

it('writes nothing', async () => {
  await settled('approve', 'smithgate');
  const counts = () =>
    database.dataSource.query(
      'select (select count(*) from verdict) as v, (select count(*) from policy) as p, (select sum(version) from submission) as s',
    );
  const before: unknown = await counts();
  await replay();
  expect(await counts()).toEqual(before);
});

it('speaks to people in both languages', async () => {
  await settled('approve', 'smithgate and more');
  const { stdout } = await replay();
  expect(stdout).toContain('Newly caught: 1   newly freed: 0   unchanged: 0');
  expect(stdout).toContain('smithgate and more');
  const japanese = await cli(
    ['policy', 'replay', '--site', site.key, '--file', join(folder, 'policy.yaml')],
    { env: { LANG: 'ja_JP.UTF-8' } },
  );
  expect(japanese.stdout).toContain('新たに保留・却下: 1 件');
});

it.each([
  [['--since', 'yesterday'], '--since'],
  [['--limit', '0'], '--limit'],
])('refuses %j', async (words, option) => {
  expect(await replay(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(option) });
});
