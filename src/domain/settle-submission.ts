import type { EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { purify } from './comment-markup.js';
import { MAX_DEPTH } from './comment.entity.js';
import type { DecisionAct, RejectReason } from './decision.entity.js';
import type { Symbol } from './policy/apply-rules.js';
import type { Signal } from './signal.js';
import { mayMove, type SubmissionState } from './submission-state.js';
import type { Outcome } from './verdict.entity.js';
import { DUE_AT, waitingPlaceOf } from './waiting-lane.js';
import { writeEffects } from './write-effects.js';
import { answerReports, type ReportAnswer } from './write-reports.js';
import { type SearchedRow, writeSearchWords } from './write-search-words.js';

/** The machine's record of why. */
export interface VerdictRecord {
  kind: 'verdict';
  /** It looked again at what it had held. */
  recheck?: boolean;
  policyId: string;
  outcome: Outcome;
  rule: string;
  matched: string[];
  signals: Signal[];
  score: number;
  symbols: Symbol[];
  engine: string;
}

/** A person's record of why. */
export interface DecisionRecord {
  kind: 'decision';
  policyId: string;
  moderatorId: string;
  act: DecisionAct;
  reason: RejectReason | null;
  note: string | null;
  undoesId: string | null;
}

/** One submission to settle: only if it still has this state and version. */
export interface Settlement {
  submissionId: string;
  from: SubmissionState;
  version: number;
  to: SubmissionState;
  /** Becomes `submission.reason`: the rule or the reject reason. */
  reason: string | null;
  record: VerdictRecord | DecisionRecord;
}

/** What became of one settlement. `settled: false`: another was faster, nothing was written. */
export type SettleResult = { settled: true; recordId: string; version: number } | { settled: false };

interface MovedRow extends SearchedRow {
  site_id: string;
  /** Whether its site has a webhook. */
  told: boolean;
  number: number;
  version: number;
  from_reason: string | null;
}

/** Channel of the hint that lists of the console changed; payload empty. */
export const REVIEW_CHANNEL = 'replydesk_review';

/** How a batch is settled. */
export interface SettleOptions {
  /** Seconds until anything outside is told of it; 0 unless given. */
  graceSeconds?: number;
}

/**
 * Applies outcomes: moves each submission, writes its verdict or decision, shows or hides its comment, and puts what the
 * site wants to be told into the outbox. The only code that changes a submission's state. Runs inside the caller's transaction, in which all or nothing happens.
 * @returns one result per settlement, in order.
 * @throws RangeError for a transition that the state table does not have, or two settlements of one submission.
 */
export async function settleSubmissions(
  manager: EntityManager,
  settlements: readonly Settlement[],
  { graceSeconds = 0 }: SettleOptions = {},
): Promise<SettleResult[]> {
  refuseImpossible(settlements);
  const moved = await moveStates(manager, settlements);
  const done = settlements.flatMap((settlement) => {
    const row = moved.get(settlement.submissionId);
    return row === undefined ? [] : [{ settlement, row, recordId: randomUUID() }];
  });
  await writeVerdicts(manager, done);
  await writeSearchWords(
    manager,
    done.filter(({ settlement }) => settlement.from === 'received'),
  );
  await writeDecisions(manager, done);
  await showComments(manager, done);
  await hideComments(manager, done);
  await answerReports(manager, done.flatMap(answerOf));
  await writeEffects(
    manager,
    done.flatMap(({ settlement, row, recordId }) =>
      row.told
        ? [{ submissionId: row.id, siteId: row.site_id, recordId, undoesId: undoneBy(settlement.record) }]
        : [],
    ),
    graceSeconds,
  );
  if (done.length > 0) await manager.query(`select pg_notify($1, '')`, [REVIEW_CHANNEL]);
  const byId = new Map(done.map((item) => [item.settlement.submissionId, item]));
  return settlements.map(({ submissionId }) => {
    const item = byId.get(submissionId);
    return item === undefined
      ? { settled: false }
      : { settled: true, recordId: item.recordId, version: item.row.version };
  });
}

interface Done {
  settlement: Settlement;
  row: MovedRow;
  recordId: string;
}

function refuseImpossible(settlements: readonly Settlement[]): void {
  const seen = new Set<string>();
  for (const { submissionId, from, to, record } of settlements) {
    const mover = record.kind === 'decision' ? 'moderator' : record.recheck ? 'recheck' : 'machine';
    if (!mayMove(mover, from, to)) throw new RangeError(`a ${mover} may not move ${from} to ${to}`);
    if (seen.has(submissionId)) throw new RangeError('one submission is settled twice in a batch');
    seen.add(submissionId);
  }
}

/** Spam keeps its claim on the text (WordPress compares with spam too); another rejection gives it up. */
async function moveStates(
  manager: EntityManager,
  settlements: readonly Settlement[],
): Promise<Map<string, MovedRow>> {
  const rows: MovedRow[] = await manager
    .query(
      `with item as (
       select * from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::jsonb[])
         as item(id, from_state, version, to_state, reason, place)
     ), locked as (
       select s.id, s.reason as from_reason from submission s join item on item.id = s.id
       order by s.id for update of s
     )
     update submission s
        set state = item.to_state, version = s.version + 1, reason = item.reason, settled_at = now(), address = null,
            claims_duplicate = s.claims_duplicate and (item.to_state <> 'rejected' or item.reason = 'spam'),
            place = coalesce(item.place, s.place),
            due_at = case when item.place is null then s.due_at else ${DUE_AT} end
       from item join locked on locked.id = item.id, thread t
      where t.id = s.thread_id and s.id = item.id and s.state = item.from_state and s.version = item.version
     returning s.id, s.site_id, s.number::float8 as number, s.version, s.body, s.author_name, s.author_url,
               s.email_key, s.received_at, locked.from_reason,
               s.site_id in (select id from site where webhook_url is not null) as told`,
      [
        settlements.map((item) => item.submissionId),
        settlements.map((item) => item.from),
        settlements.map((item) => item.version),
        settlements.map((item) => item.to),
        settlements.map((item) => item.reason),
        settlements.map(placeOf),
      ],
    )
    .then(rowsOfUpdate);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Where what the machine holds stands in the queue, as JSON; null changes nothing. */
function placeOf({ to, record }: Settlement): string | null {
  return to === 'held' && record.kind === 'verdict' ? JSON.stringify(waitingPlaceOf(record)) : null;
}

/** TypeORM answers an UPDATE … RETURNING with [rows, count]. */
function rowsOfUpdate(answer: [MovedRow[], number]): MovedRow[] {
  return answer[0];
}

async function writeVerdicts(manager: EntityManager, done: readonly Done[]): Promise<void> {
  const rows = done.flatMap(({ settlement: { submissionId, record }, recordId }) =>
    record.kind === 'verdict'
      ? [
          {
            id: recordId,
            submission_id: submissionId,
            policy_id: record.policyId,
            recheck: record.recheck === true,
            outcome: record.outcome,
            rule: record.rule,
            matched: record.matched,
            signals: record.signals,
            score: record.score,
            symbols: record.symbols,
            engine: record.engine,
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  await manager.query(
    `insert into verdict (id, submission_id, policy_id, recheck, outcome, rule, matched, signals, score, symbols, engine)
     select id, submission_id, policy_id, recheck, outcome, rule, matched, signals, score, symbols, engine
       from jsonb_to_recordset($1::jsonb) as item(id uuid, submission_id uuid, policy_id uuid, recheck boolean, outcome text,
                                                  rule text, matched text[], signals jsonb, score float8, symbols jsonb, engine text)`,
    [storable(rows)],
  );
}

/** JSON that PostgreSQL can hold: `jsonb` refuses NUL and lone surrogates, which a message of an error may carry. */
function storable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.replaceAll('\0', '\u{fffd}').toWellFormed() : inner,
  );
}

/** A decision on a public comment answers its reports; what takes it back, so that the comment is public, opens them again. */
function answerOf({ settlement: { from, to, record }, row, recordId }: Done): ReportAnswer[] {
  const reopens = to === 'approved' ? undoneBy(record) : null;
  if (record.kind !== 'decision' || (from !== 'approved' && reopens === null)) return [];
  return [{ submissionId: row.id, decisionId: recordId, reopens }];
}

function undoneBy(record: Settlement['record']): string | null {
  return record.kind === 'decision' ? record.undoesId : null;
}

async function writeDecisions(manager: EntityManager, done: readonly Done[]): Promise<void> {
  const rows = done.flatMap(({ settlement: { submissionId, from, to, record }, row, recordId }) =>
    record.kind === 'decision'
      ? [
          {
            id: recordId,
            submission_id: submissionId,
            moderator_id: record.moderatorId,
            act: record.act,
            reason: record.reason,
            note: record.note,
            from_state: from,
            to_state: to,
            from_reason: row.from_reason,
            undoes_id: record.undoesId,
            policy_id: record.policyId,
            version: row.version,
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  await manager.query(
    `insert into decision (id, submission_id, moderator_id, act, reason, note, from_state, to_state, from_reason,
                           undoes_id, policy_id, version)
     select id, submission_id, moderator_id, act, reason, note, from_state, to_state, from_reason, undoes_id, policy_id, version
       from jsonb_to_recordset($1::jsonb) as item(id uuid, submission_id uuid, moderator_id uuid, act text, reason text,
                                                  note text, from_state text, to_state text, from_reason text,
                                                  undoes_id uuid, policy_id uuid, version int)`,
    [storable(rows)],
  );
}

async function showComments(manager: EntityManager, done: readonly Done[]): Promise<void> {
  const shown = done.filter(({ settlement: { from, to } }) => to === 'approved' && from !== 'approved');
  if (shown.length === 0) return;
  await manager.query(
    `insert into comment (id, submission_id, site_id, thread_id, parent_id, path, author_name, author_url, body, language,
                          submitted_at)
     select s.number, s.id, s.site_id, s.thread_id, s.parent_number,
            coalesce(parent.path[1:${MAX_DEPTH - 1}], array[]::bigint[]) || s.number,
            s.author_name, s.author_url, item.body, s.language, s.received_at
       from unnest($1::uuid[], $2::text[]) as item(id, body)
       join submission s on s.id = item.id
       left join comment parent on parent.id = s.parent_number and parent.thread_id = s.thread_id`,
    [shown.map(({ row }) => row.id), shown.map(({ row }) => purify(row.body))],
  );
}

async function hideComments(manager: EntityManager, done: readonly Done[]): Promise<void> {
  const hidden = done.filter(({ settlement: { from, to } }) => from === 'approved' && to !== 'approved');
  if (hidden.length === 0) return;
  await manager.query(`delete from comment where submission_id = any($1::uuid[])`, [
    hidden.map(({ row }) => row.id),
  ]);
}
