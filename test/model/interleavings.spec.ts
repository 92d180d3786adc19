import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import type { Moderator } from '../../src/domain/moderator.entity.js';
import type { RejectReason } from '../../src/domain/decision.entity.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { examine } from '../../src/operations/doctor.js';
import { RecordDecision } from '../../src/review/record-decision.js';
import type { RecordResult } from '../../src/review/standing.query.js';
import { standingOf } from '../../src/review/standing.query.js';
import { UndoDecision } from '../../src/review/undo-decision.js';
import { HoldSubmissions } from '../../src/screening/hold-submissions.js';
import { LoadContext } from '../../src/screening/load-context.js';
import { ScreenSubmission } from '../../src/screening/screen-submission.js';
import { SettleVerdict } from '../../src/screening/settle-verdict.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SETTINGS } from '../support/doctor.js';
import { given } from '../support/given.js';
import { runs, timeFor } from './runs.js';
import { type Actor, perform } from './stage.js';
import { stagesAlone } from '../support/no-providers.js';
import { TEST_KEYS } from '../support/keys.js';

const RUNS = 100;

/** What a moderator does one after the other, each on the version read before. */
type Act = 'approve' | RejectReason | 'undo';
interface Wish {
  /** Text that the machine approves, holds or rejects. */
  text: 'plain' | 'doubtful' | 'forbidden';
  workers: number;
  sweeps: boolean;
  /** All at the same time, rather than one after the other at each step. */
  overlap: boolean;
  first: Act[];
  second: Act[];
}

/** A record of a submission, by the machine or a person. */
interface Recorded {
  id: string;
  version: number;
  machine: boolean;
  state: string;
}

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let siteId: string;
let moderators: Moderator[];
const opened: DataSource[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  siteId = (await rows.site()).id;
  await rows.policy(siteId, {
    ...{
      first_held: 0,
      previously_approved: false,
      repeated_text: 0,
      near_duplicates: { count: 0, hours: 24 },
    },
    ...{ moderation_words: ['doubtful'], disallowed_words: ['forbidden'] },
  });
  moderators = [await rows.moderator(), await rows.moderator()];
});

afterAll(async () => {
  for (const dataSource of opened) await dataSource.destroy();
  await database.destroy();
});

const sources = new Map<string, Promise<DataSource>>();

/** Connections of somebody alone, known to the database by the name. */
function sourceOf(name: string): Promise<DataSource> {
  const known = sources.get(name);
  if (known !== undefined) return known;
  const options = { ...dataSourceOptions({ url: database.url, pool: 2 }), applicationName: name };
  const source = new DataSource(options as typeof options & { type: 'postgres' }).initialize();
  sources.set(name, source);
  void source.then((dataSource) => opened.push(dataSource));
  return source;
}

async function worker(name: string, id: string): Promise<Actor> {
  const dataSource = await sourceOf(name);
  const config = configOf(parseEnv({ DATABASE_URL: database.url }));
  const load = new LoadContext(dataSource, TEST_KEYS);
  const screening = new ScreenSubmission(load, new SettleVerdict(dataSource), stagesAlone(config));
  return { name, act: () => screening.screen(id) };
}

async function sweeper(id: string): Promise<Actor> {
  const hold = new HoldSubmissions(await sourceOf('sweeper'));
  const why = (seconds: number) => ({ kind: 'screening-overdue', score: 1, evidence: { seconds } }) as const;
  return { name: 'sweeper', act: () => hold.hold([id], why) };
}

/** Each act with the version it was made on, and what came of it. */
type Told = { version: number; act: Act; result: RecordResult };

async function moderator(place: number, id: string, acts: readonly Act[], told: Told[]): Promise<Actor> {
  const name = `moderator ${place}`;
  const dataSource = await sourceOf(name);
  const [record, undo] = [new RecordDecision(dataSource), new UndoDecision(dataSource)];
  const moderatorId = moderators[place]?.id ?? '';
  return {
    name,
    async act(pause) {
      for (const act of acts) {
        const version = (await standingOf(dataSource.manager, id))?.version ?? 0;
        await pause(`reads version ${version}`);
        const result =
          act === 'undo'
            ? await undo.undo({ submissionId: id, moderatorId, version })
            : await record.record({
                ...{ submissionId: id, moderatorId, version, note: null },
                reject: act === 'approve' ? null : act,
              });
        told.push({ version, act, result });
      }
    },
  };
}

/** Everything written about a submission, in the order of its versions. */
async function recordsOf({ id }: Submission): Promise<Recorded[]> {
  const machine: Recorded[] = await database.dataSource.query(
    `select id, 2 as version, true as machine,
            case outcome when 'approve' then 'approved' when 'hold' then 'held' else 'rejected' end as state
       from verdict where submission_id = $1`,
    [id],
  );
  const people: Recorded[] = await database.dataSource.query(
    `select id, version, false as machine, to_state as state from decision where submission_id = $1 order by version`,
    [id],
  );
  return [...machine, ...people];
}

/** What somebody was told, and what the records say that had to be told. */
function truthOf({ version, result }: Told, records: readonly Recorded[]): { told: unknown; true: unknown } {
  if (result.kind === 'unknown') throw new Error('the submission is there');
  if (result.kind === 'recorded') {
    const { decisionId: id, state, version: made } = result.result;
    const own = records.find((record) => record.id === id);
    return {
      told: { id, state, version: made },
      true: { id: own?.id, state: own?.state, version: version + 1 },
    };
  }
  const { cause, current, last } = result;
  const winner = records.find((record) => record.version === current.version);
  return {
    told: { state: current.state, id: last?.id, kind: last?.by.kind, isNewer: current.version > version },
    true: {
      state: winner?.state ?? 'received',
      id: winner?.id,
      kind: winner === undefined ? undefined : winner.machine ? 'machine' : 'person',
      isNewer: cause === 'version',
    },
  };
}

const act = fc.constantFrom<Act>('approve', 'approve', 'spam', 'abuse', 'undo');
const acts = fc.array(act, { minLength: 1, maxLength: 3 });
const wish: fc.Arbitrary<Wish> = fc.record({
  text: fc.constantFrom('plain', 'doubtful', 'forbidden'),
  workers: fc.constantFrom(1, 2, 2),
  sweeps: fc.boolean(),
  overlap: fc.boolean(),
  first: acts,
  second: acts,
});

it(
  'two workers, two moderators and the sweeper on one submission: one verdict, one decision for each version',
  async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        wish,
        fc.scheduler(),
        async ({ text, workers, sweeps, overlap, first, second }, scheduler) => {
          number += 1;
          const submission = await rows.submission({ siteId, body: `${text} ${number}` });
          const { id } = submission;
          const told: Told[] = [];
          const actors = [
            await worker('worker 1', id),
            ...(workers === 2 ? [await worker('worker 2', id)] : []),
            ...(sweeps ? [await sweeper(id)] : []),
            await moderator(0, id, first, told),
            await moderator(1, id, second, told),
          ];
          const results = await perform(scheduler, database.dataSource, actors, { overlap });
          expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);

          const records = await recordsOf(submission);
          expect(records.map(({ machine }) => machine).indexOf(true)).toBe(0);
          expect(records.filter(({ machine }) => machine)).toHaveLength(1);
          expect(records.map(({ version }) => version)).toEqual(records.map((_record, place) => place + 2));
          const truths = told.map((each) => truthOf(each, records));
          expect(truths.map((each) => each.told)).toEqual(truths.map((each) => each.true));
          const made = told.filter(({ result }) => result.kind === 'recorded');
          expect(made).toHaveLength(records.length - 1);
          const [now]: { state: string; version: number; comments: number }[] =
            await database.dataSource.query(
              `select state, version, (select count(*)::int from comment where submission_id = s.id) as comments
             from submission s where id = $1`,
              [id],
            );
          const last = records.at(-1);
          expect(now).toEqual({
            state: last?.state,
            version: last?.version,
            comments: last?.state === 'approved' ? 1 : 0,
          });
        },
      ),
      runs(RUNS),
    );
    const report = await examine(database.dataSource, SETTINGS);
    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  },
  timeFor(RUNS, 2),
);
