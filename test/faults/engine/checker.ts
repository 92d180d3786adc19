import type { DataSource } from 'typeorm';
import type { Outcome } from '../../../src/domain/verdict.entity.js';
import { examine } from '../../../src/operations/doctor.js';
import type { Operation, Sighting } from './history.js';
import type { PlannedSubmission } from './plan.js';

/** Something that must never happen. `lost`, `early` and `twice` are columns of the table. */
export interface Violation {
  kind: 'lost' | 'early' | 'twice' | 'other';
  what: string;
}

/** What is checked: what clients did and saw, against the database. */
export interface Evidence {
  database: DataSource;
  planned: readonly PlannedSubmission[];
  history: readonly Operation[];
  sightings: ReadonlyMap<string, Sighting>;
  /** Markers that are public now, in the order of an answer. */
  publicNow: readonly string[];
  overdueSeconds: number;
  /** How often each message came to the site's webhook, by its id; absent where the site has none. */
  deliveries?: ReadonlyMap<string, number>;
}

/** A submission as it is stored, with all that was made of it. */
interface StoredRow {
  id: string;
  number: number;
  state: string;
  body: string;
  verdicts: { outcome: Outcome; rule: string; at: number }[];
  decisions: { id: string; act: string; to: string; at: number }[];
  comments: number[];
}

/** Rules by which a submission is held that could not be screened: allowed whatever was expected. */
const UNSCREENED = new Set(['screening-failed', 'screening-overdue', 'stage-failed']);

/** Answers that a client may get in a run; a fault of ours (500) is not among them. */
const EXPECTED_STATUS = new Set([200, 202, 302, 409, 503]);

/** Looks for everything that must never be, when nothing waits any more. */
export async function check(evidence: Evidence): Promise<Violation[]> {
  const stored = await storedRows(evidence);
  return [
    ...evidence.planned.flatMap((planned) => ofSubmission(planned, stored, evidence)),
    ...ofSightings(stored, evidence),
    ...ofPublicNow(stored, evidence),
    ...ofAnswers(evidence),
    ...(await ofDeliveries(evidence)),
    ...(await ofInvariants(evidence)),
  ];
}

async function storedRows({ database, planned }: Evidence): Promise<Map<string, StoredRow[]>> {
  const rows: StoredRow[] = await database.query(
    `select s.id, s.number::float8 as number, s.state, s.body,
            coalesce((select jsonb_agg(jsonb_build_object('outcome', v.outcome, 'rule', v.rule,
                                                          'at', extract(epoch from v.created_at) * 1000))
                        from verdict v where v.submission_id = s.id), '[]') as verdicts,
            coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'act', d.act, 'to', d.to_state,
                                                          'at', extract(epoch from d.created_at) * 1000))
                        from decision d where d.submission_id = s.id), '[]') as decisions,
            coalesce((select jsonb_agg(c.id) from comment c
                       where c.submission_id = s.id or c.body like '%' || item.marker || '%'), '[]') as comments
       from unnest($1::text[]) as item(marker) join submission s on s.body like '%' || item.marker || '%'`,
    [planned.map(({ marker }) => marker)],
  );
  return new Map(planned.map(({ marker }) => [marker, rows.filter(({ body }) => body.includes(marker))]));
}

function ofSubmission(
  planned: PlannedSubmission,
  stored: ReadonlyMap<string, StoredRow[]>,
  { history }: Evidence,
): Violation[] {
  const { marker } = planned;
  const rows = stored.get(marker) ?? [];
  const operations = history.filter((one) => one.marker === marker && one.known === 'ok');
  const found: Violation[] = [];
  const say = (kind: Violation['kind'], what: string) => found.push({ kind, what: `${marker}: ${what}` });

  const numbers = new Set(operations.flatMap(({ receipt }) => receipt?.number ?? []));
  if (numbers.size > 1) say('other', `one key has the receipts ${[...numbers].join(', ')}`);
  for (const number of numbers)
    if (!rows.some((row) => row.number === number))
      say('lost', `${number} was acknowledged and is not stored`);
  for (const { receipt } of operations)
    if (receipt?.id && !rows.some(({ id }) => id === receipt.id)) say('lost', `${receipt.id} is not stored`);
  if (rows.length > 1) say('twice', `is stored ${rows.length} times`);
  for (const { decisionId } of operations)
    if (decisionId !== undefined && !rows.some((row) => row.decisions.some(({ id }) => id === decisionId)))
      say('lost', `decision ${decisionId} was acknowledged and is not stored`);
  for (const row of rows) {
    if (row.state === 'received') say('lost', 'is never screened');
    if (row.verdicts.length > 1) say('twice', `has ${row.verdicts.length} verdicts`);
    if (row.decisions.filter(({ act }) => act !== 'undo').length > 1) say('twice', 'is decided twice');
    if (row.comments.length > 1) say('twice', `is published as ${row.comments.join(' and ')}`);
    for (const verdict of row.verdicts) {
      if (verdict.outcome === planned.expected || UNSCREENED.has(verdict.rule)) continue;
      say(
        verdict.outcome === 'approve' ? 'early' : 'other',
        `verdict ${verdict.outcome} (${verdict.rule}), expected ${planned.expected}`,
      );
    }
  }
  return found;
}

/** What a stranger saw was approved by then. Approvals are never removed, so that this can be told afterwards. */
function ofSightings(stored: ReadonlyMap<string, StoredRow[]>, { sightings }: Evidence): Violation[] {
  const found: Violation[] = [];
  for (const [marker, { firstAt, most }] of sightings) {
    const approvals = (stored.get(marker) ?? []).flatMap(({ verdicts, decisions }) => [
      ...verdicts.filter(({ outcome }) => outcome === 'approve'),
      ...decisions.filter(({ to }) => to === 'approved'),
    ]);
    if (!approvals.some(({ at }) => at <= firstAt))
      found.push({ kind: 'early', what: `${marker} was public before anybody approved it` });
    if (most > 1) found.push({ kind: 'twice', what: `${marker} stood ${most} times in one answer` });
  }
  return found;
}

/** Public is what is approved, neither more nor less. */
function ofPublicNow(stored: ReadonlyMap<string, StoredRow[]>, { publicNow }: Evidence): Violation[] {
  const isPublic = new Set(publicNow);
  const found: Violation[] = [];
  for (const [marker, rows] of stored) {
    const approved = rows.some(({ state }) => state === 'approved');
    if (approved && !isPublic.has(marker))
      found.push({ kind: 'lost', what: `${marker} is approved and not public` });
    if (!approved && isPublic.has(marker))
      found.push({ kind: 'early', what: `${marker} is public and not approved` });
  }
  return found;
}

/** Every verdict and decision is one message, and the site has it. */
async function ofDeliveries({ database, planned, deliveries }: Evidence): Promise<Violation[]> {
  if (deliveries === undefined) return [];
  const rows: { record: string; marker: string; messages: string[] }[] = await database.query(
    `select record.id as record, item.marker, array(select id::text from outbox where record_id = record.id) as messages
       from unnest($1::text[]) as item(marker) join submission s on s.body like '%' || item.marker || '%'
       join (select id, submission_id from verdict union all select id, submission_id from decision) as record
         on record.submission_id = s.id`,
    [planned.map(({ marker }) => marker)],
  );
  return rows.flatMap(({ record, marker, messages }): Violation[] => {
    if (messages.length > 1)
      return [{ kind: 'twice', what: `${marker}: ${record} is told by ${messages.length} messages` }];
    return messages.some((id) => deliveries.has(id))
      ? []
      : [{ kind: 'lost', what: `${marker}: the site was never told of ${record}` }];
  });
}

function ofAnswers({ history }: Evidence): Violation[] {
  return history
    .filter(({ status }) => status !== null && !EXPECTED_STATUS.has(status))
    .map(({ kind, marker, status, detail }) => ({
      kind: 'other',
      what: `${marker}: ${kind} was answered ${status} ${detail ?? ''}`,
    }));
}

async function ofInvariants({ database, overdueSeconds }: Evidence): Promise<Violation[]> {
  const { checks } = await examine(database, { overdueSeconds, addressRetentionDays: 30 });
  return checks
    .filter(({ violations }) => violations > 0)
    .map(({ key, violations, examples }) => ({
      kind: key === 'every-comment-was-approved' ? 'early' : 'other',
      what: `${key}: ${violations}, such as ${JSON.stringify(examples[0])}`,
    }));
}
