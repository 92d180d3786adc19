import { setImmediate } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Policy } from '../../domain/policy.js';
import type { Signal } from '../../domain/signal.js';
import type { Outcome } from '../../domain/verdict.entity.js';
import { replayOne } from './replay-one.js';
import { count, type Tally } from './tally.js';

/** Submissions of one read. */
export const BATCH = 200;

/** Submissions after which the process does something else in between. */
const BREATH = 20;

/** Which submissions are replayed, newest first, and how far it is. */
export interface ReplayRange {
  siteId: string;
  /** Numbers below this one are next. */
  below: number;
  /** Received at or after this time. */
  since: Date | null;
  /** So many more. */
  left: number;
}

/** What is tried on which submissions, and where it is counted. */
interface ReplayWork {
  policy: Policy;
  range: ReplayRange;
  tally: Tally;
  /** Submissions of this read. */
  batch?: number;
}

interface Row {
  id: string;
  number: number;
  body: string;
  author_name: string;
  author_email: string;
  author_url: string;
  user_agent: string;
  language: string | null;
  state: string;
  thread_id: string;
  thread_key: string;
  thread_title: string;
  received_on: string;
  outcome: Outcome;
  rule: string;
  signals: Signal[];
  people: 'approved' | 'rejected' | null;
}

/**
 * Replays the next batch under a policy and counts it in. Writes nothing.
 * @returns the range that is left; null at the end.
 */
export async function replayBatch(
  dataSource: DataSource,
  { policy, range, tally, batch = BATCH }: ReplayWork,
): Promise<ReplayRange | null> {
  const wanted = Math.min(batch, range.left);
  const rows = await readRows(dataSource, range, wanted);
  for (const [index, row] of rows.entries()) {
    if (index % BREATH === 0) await setImmediate();
    const { id, number, body, language, outcome: before, people } = row;
    const decided = row.state === 'withdrawn' ? undefined : await replayOne(policy, caseOf(row));
    if (decided === undefined) {
      tally.lacking += 1;
      continue;
    }
    const thread = { id: row.thread_id, key: row.thread_key, title: row.thread_title };
    const { outcome: after } = decided;
    const rule = after === 'approve' && before !== 'approve' ? row.rule : decided.rule;
    const day = row.received_on;
    count(tally, { id, number, body, language, day, thread, before, after, rule, people });
  }
  const last = rows.at(-1);
  const left = range.left - rows.length;
  return last === undefined || rows.length < wanted || left === 0
    ? null
    : { ...range, below: last.number, left };
}

function readRows(
  dataSource: DataSource,
  { siteId, below, since }: ReplayRange,
  wanted: number,
): Promise<Row[]> {
  return dataSource.transaction(async (manager) => {
    await manager.query('set transaction read only');
    return manager.query(
      `select s.id, s.number::float8 as number, s.body, s.author_name, s.author_email, s.author_url, s.user_agent,
              s.language, s.state, t.id as thread_id, t.key as thread_key, t.title as thread_title,
              to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD') as received_on, v.outcome, v.rule, v.signals,
              (select d.to_state from decision d
                where d.submission_id = s.id and d.act <> 'undo'
                  and not exists (select from decision u where u.submission_id = s.id and u.undoes_id = d.id)
                order by d.version desc limit 1) as people
         from submission s
         join thread t on t.id = s.thread_id
         join lateral (select outcome, rule, signals from verdict where submission_id = s.id
                        order by created_at desc limit 1) v on true
        where s.site_id = $1 and s.number < $2 and ($3::timestamptz is null or s.received_at >= $3)
        order by s.number desc limit $4`,
      [siteId, below, since, wanted],
    );
  });
}

/** The network address is forgotten by then; what was seen in it is not seen again. */
function caseOf(row: Row) {
  return {
    id: row.id,
    receivedOn: row.received_on,
    text: {
      body: row.body,
      authorName: row.author_name,
      authorEmail: row.author_email,
      authorUrl: row.author_url,
      userAgent: row.user_agent,
      address: null,
    },
    signals: row.signals,
  };
}
