import type { EntityManager } from 'typeorm';
import type { MeasureName, TimelineEntry } from '../../contract/item-api.js';
import type { HistoryEntry, ReportKind } from '../../contract/review-api.js';
import { WEBHOOK_EFFECT } from '../../domain/write-effects.js';
import { historyOf } from '../history.query.js';

/** Notes, measures and messages that are shown of each, the newest. */
const MOST = 200;

/** What happens at the same moment stands in this order, newest first: what follows from what. */
const RANKS: readonly TimelineEntry['kind'][] = [
  'received',
  'verdict',
  'decision',
  'published',
  'report',
  'unpublished',
  'flag',
  'note',
  'measure',
  'told',
];

/** Everything that happened to a submission, newest first; null when there is none. Notes only where `withNotes`. */
export async function timelineOf(
  manager: EntityManager,
  id: string,
  withNotes: boolean,
): Promise<TimelineEntry[] | null> {
  const [self]: { at: Date }[] = await manager.query(
    'select received_at as at from submission where id = $1',
    [id],
  );
  if (self === undefined) return null;
  const [history, flags, reports, notes, measures] = await Promise.all([
    historyOf(manager, id),
    flagsOn(manager, id, withNotes),
    reportsAbout(manager, id, withNotes),
    withNotes ? notesOn(manager, id) : [],
    measuresFrom(manager, id),
  ]);
  const told = await toldOf(
    manager,
    history.map((entry) => entry.id),
  );
  const received: TimelineEntry = { id, at: self.at.toISOString(), by: null, kind: 'received' };
  return [
    received,
    ...history.flatMap(entriesOf),
    ...flags,
    ...reports,
    ...notes,
    ...measures,
    ...told,
  ].toSorted(
    (one, other) =>
      Date.parse(other.at) - Date.parse(one.at) || RANKS.indexOf(other.kind) - RANKS.indexOf(one.kind),
  );
}

/** A verdict or decision, and what readers noticed of it. */
function entriesOf({ id, at, by, ...entry }: HistoryEntry): TimelineEntry[] {
  const { act, reason, note, fromState, toState, policyVersion } = entry;
  const judged = { act, reason, note, fromState, toState, policyVersion };
  const head = { id, at, by: by.kind === 'person' ? by.name : null };
  const made: TimelineEntry =
    by.kind === 'person'
      ? { ...head, kind: 'decision', ...judged }
      : { ...head, kind: 'verdict', recheck: fromState === 'held', ...judged };
  const shown = { id: `${id} seen`, at, by: null };
  if (toState === 'approved' && fromState !== 'approved') return [made, { ...shown, kind: 'published' }];
  return fromState === 'approved' && toState !== 'approved'
    ? [made, { ...shown, kind: 'unpublished' }]
    : [made];
}

/** That somebody wanted another to decide; who skipped it is nobody's business. */
async function flagsOn(manager: EntityManager, id: string, withNotes: boolean): Promise<TimelineEntry[]> {
  const rows: {
    id: string;
    at: Date;
    by: string;
    flag: 'second-opinion' | 'escalate';
    note: string | null;
  }[] = await manager.query(
    `select f.id, f.created_at as at, m.name as by, f.kind as flag, case when $2 then f.note end as note
         from review_flag f join moderator m on m.id = f.moderator_id
        where f.submission_id = $1 and f.kind <> 'skip' order by f.created_at desc limit ${MOST}`,
    [id, withNotes],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString(), kind: 'flag' }));
}

/** What readers reported; who they are, nobody is told. */
async function reportsAbout(
  manager: EntityManager,
  id: string,
  withNotes: boolean,
): Promise<TimelineEntry[]> {
  const rows: { id: string; at: Date; report: ReportKind; note: string }[] = await manager.query(
    `select id, created_at as at, kind as report, case when $2 then note else '' end as note
       from report where submission_id = $1 order by created_at desc limit ${MOST}`,
    [id, withNotes],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString(), by: null, kind: 'report' }));
}

async function notesOn(manager: EntityManager, id: string): Promise<TimelineEntry[]> {
  const rows: { id: string; at: Date; by: string; text: string; withdrawn: boolean }[] = await manager.query(
    `select n.id, n.created_at as at, m.name as by, case when w.id is null then n.text else '' end as text,
            w.id is not null as withdrawn
       from note n join moderator m on m.id = n.moderator_id left join note w on w.withdraws_id = n.id
      where n.submission_id = $1 and n.withdraws_id is null order by n.created_at desc limit ${MOST}`,
    [id],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString(), kind: 'note' }));
}

interface MeasureRow {
  id: string;
  measure: MeasureName;
  reason: string;
  by: string;
  at: Date;
  until: Date | null;
  ender: string | null;
  ended_at: Date | null;
}

/** Measures that were made on this submission, and their ends. */
async function measuresFrom(manager: EntityManager, id: string): Promise<TimelineEntry[]> {
  const rows: MeasureRow[] = await manager.query(
    `select a.id, a.kind as measure, a.reason, a.until, a.created_at as at, m.name as by, ender.name as ender, a.ended_at
       from author_measure a join moderator m on m.id = a.moderator_id left join moderator ender on ender.id = a.ended_by
      where a.submission_id = $1 order by a.created_at desc limit ${MOST}`,
    [id],
  );
  return rows.flatMap(({ at, until, ender, ended_at: endedAt, ...row }): TimelineEntry[] => {
    const entry = { ...row, kind: 'measure' as const, until: until?.toISOString() ?? null };
    const laid: TimelineEntry = { ...entry, at: at.toISOString(), ended: false };
    if (endedAt === null) return [laid];
    const end = { id: `${row.id} ended`, at: endedAt.toISOString(), by: ender, reason: '', ended: true };
    return [laid, { ...entry, ...end }];
  });
}

/** What became of the messages about these verdicts and decisions. */
async function toldOf(manager: EntityManager, records: readonly string[]): Promise<TimelineEntry[]> {
  const rows: { id: string; at: Date; state: 'pending' | 'done' | 'dead'; attempts: number }[] =
    await manager.query(
      `select id, coalesce(finished_at, tried_at, created_at) as at, state, attempts from outbox
        where kind = $1 and record_id = any($2::uuid[]) and state <> 'cancelled' order by created_at desc limit ${MOST}`,
      [WEBHOOK_EFFECT, records],
    );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString(), by: null, kind: 'told' }));
}
