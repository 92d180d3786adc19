import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { createDataSource } from '../../src/database/data-source.js';
import type { Signal } from '../../src/domain/signal.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { EVENTS, type VerdictEvent } from '../../src/operations/events.js';
import { LoadContext } from '../../src/screening/load-context.js';
import type { Stage } from '../../src/screening/pipeline/stage.js';
import { ScreenSubmission } from '../../src/screening/screen-submission.js';
import { type NewVerdict, SettleVerdict } from '../../src/screening/settle-verdict.js';
import { STAGES } from '../../src/screening/stages/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { stateOf, verdictsOf } from '../support/screening.js';
import { tcpGate } from '../support/tcp-gate.js';
import { stagesAlone } from '../support/no-providers.js';
import { TEST_KEYS } from '../support/keys.js';

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let settleVerdict: SettleVerdict;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  settleVerdict = new SettleVerdict(database.dataSource);
});

afterAll(() => database.destroy());

async function verdictFor(submission: Submission, over: Partial<NewVerdict> = {}): Promise<NewVerdict> {
  return {
    submissionId: submission.id,
    version: submission.version,
    policyId: (await rows.policyInForce(submission.siteId)).id,
    outcome: 'hold',
    rule: 'links',
    matched: ['links'],
    signals: [],
    score: 0,
    symbols: [],
    engine: 'test',
    countedRules: [],
    ...over,
  };
}

describe('a verdict', () => {
  it.each([
    ['approve', 'approved'],
    ['hold', 'held'],
    ['reject', 'rejected'],
  ] as const)('of %s makes a submission %s, with its rule as the reason', async (outcome, state) => {
    const submission = await rows.submission();
    expect(await settleVerdict.settle(await verdictFor(submission, { outcome, rule: 'the rule' }))).toBe(
      true,
    );
    expect(await stateOf(database.dataSource, submission)).toEqual([state, 'the rule']);
    expect(await verdictsOf(database.dataSource, submission)).toMatchObject([{ outcome, rule: 'the rule' }]);
  });

  it('settles nothing when another was faster', async () => {
    const held = await rows.heldSubmission();
    expect(await settleVerdict.settle(await verdictFor(held))).toBe(false);
    expect(await verdictsOf(database.dataSource, held)).toHaveLength(1);
  });

  it('wins once when the same submission is settled twice at once', async () => {
    const verdict = await verdictFor(await rows.submission());
    const answers = await Promise.all([settleVerdict.settle(verdict), settleVerdict.settle(verdict)]);
    expect(answers.sort()).toEqual([false, true]);
  });

  it('that the database refuses fails alone; the others of its moment are settled', async () => {
    const [one, bad, other] = [await rows.submission(), await rows.submission(), await rows.submission()];
    const verdicts = [
      await verdictFor(one),
      await verdictFor(bad, { policyId: randomUUID() }),
      await verdictFor(other),
    ];
    const answers = await Promise.allSettled(verdicts.map((verdict) => settleVerdict.settle(verdict)));
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: true },
      { status: 'rejected', reason: { message: expect.stringContaining('foreign key') } },
      { status: 'fulfilled', value: true },
    ]);
    expect((await stateOf(database.dataSource, bad))[0]).toBe('received');
  });

  it('fails with what the database says, without another try', async () => {
    const verdict = await verdictFor(await rows.submission(), { policyId: randomUUID() });
    const begun = jest.spyOn(database.dataSource, 'transaction');
    await expect(settleVerdict.settle(verdict)).rejects.toThrow('foreign key');
    expect(begun).toHaveBeenCalledTimes(1);
    begun.mockRestore();
  });

  it('fails when the database is away, each once, and is settled when it is back', async () => {
    const gate = await tcpGate(database.url);
    const dataSource = await createDataSource({ url: gate.url, pool: 2 }).initialize();
    const behind = new SettleVerdict(dataSource);
    const verdicts = await Promise.all(
      [await rows.submission(), await rows.submission()].map((submission) => verdictFor(submission)),
    );
    await gate.shut();
    const begun = jest.spyOn(dataSource, 'transaction');
    const answers = await Promise.allSettled(verdicts.map((verdict) => behind.settle(verdict)));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(begun).toHaveBeenCalledTimes(1);
    await gate.open();
    expect(await Promise.all(verdicts.map((verdict) => behind.settle(verdict)))).toEqual([true, true]);
    await dataSource.destroy();
    await gate.shut();
  });
});

describe('screening a submission', () => {
  const config = configOf(
    parseEnv({ DATABASE_URL: 'postgres://nowhere.example/x', STAGE_TIMEOUT_MS: '100' }),
  );
  const screening = (stages: readonly Stage[] = STAGES) =>
    new ScreenSubmission(
      new LoadContext(database.dataSource, TEST_KEYS),
      settleVerdict,
      stagesAlone(config, stages),
    );
  const stage = (run: Stage['run']): Stage => ({ name: 'extra', gives: ['repeated-text'], run });

  it('settles what waits, by the policy in force and this version of the software', async () => {
    const submission = await rows.submission();
    expect(await screening().screen(submission.id)).toBe('settled');
    expect(await verdictsOf(database.dataSource, submission)).toMatchObject([
      {
        outcome: 'hold',
        rule: 'first-comments',
        matched: ['first-comments', 'unknown-author'],
        policyId: (await rows.policyInForce(submission.siteId)).id,
        engine: expect.stringMatching(/\d/),
        signals: STAGES.flatMap(({ gives }) => gives).map((kind) => ({ kind })),
      },
    ]);
  });

  it('tells of each verdict, with the seconds that it took', async () => {
    const told: VerdictEvent[] = [];
    const listen = (event: unknown) => void told.push(event as VerdictEvent);
    EVENTS.verdict.subscribe(listen);
    const slow = stage(() => new Promise<Signal[]>((resolve) => setTimeout(resolve, 60, [])));
    const submission = await rows.submission();
    await screening([...STAGES, slow]).screen(submission.id);
    await screening([...STAGES, slow]).screen(submission.id);
    EVENTS.verdict.unsubscribe(listen);
    expect(told).toEqual([{ outcome: 'hold', count: 1, seconds: expect.any(Number) }]);
    expect(told[0]?.seconds).toBeGreaterThan(0.05);
    expect(told[0]?.seconds).toBeLessThan(10);
  });

  it('does nothing for what waits no more, and what is not there', async () => {
    const held = await rows.heldSubmission();
    expect(await screening().screen(held.id)).toBe('not-waiting');
    expect(await screening().screen(randomUUID())).toBe('not-waiting');
    expect(await verdictsOf(database.dataSource, held)).toHaveLength(1);
  });

  it('gives way to another that settles first', async () => {
    const submission = await rows.submission();
    const slow = stage(async (): Promise<Signal[]> => {
      await settleVerdict.settle(await verdictFor(submission));
      return [];
    });
    expect(await screening([...STAGES, slow]).screen(submission.id)).toBe('not-waiting');
    expect(await verdictsOf(database.dataSource, submission)).toMatchObject([{ rule: 'links' }]);
  });

  it('holds when a stage takes longer than it may', async () => {
    const submission = await rows.submission();
    const silent = stage(() => new Promise<Signal[]>(() => undefined));
    expect(await screening([...STAGES, silent]).screen(submission.id)).toBe('settled');
    expect(await verdictsOf(database.dataSource, submission)).toMatchObject([
      { outcome: 'hold', rule: 'stage-failed' },
    ]);
  });
});
