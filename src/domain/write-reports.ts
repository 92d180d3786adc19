import type { EntityManager } from 'typeorm';
import { harmOf, LONGEST_REPORT_DELAY_MINUTES, type OpenReport } from './report-harm.js';

/** A decision on a comment that was public before it, or is public again. */
export interface ReportAnswer {
  submissionId: string;
  decisionId: string;
  /** The decision whose reports it opens again; null: it answers those that are open. */
  reopens: string | null;
}

/**
 * A decision answers the reports of its comment; what takes it back opens them again. In the transaction that settles, after
 * the comment was shown or hidden.
 */
export async function answerReports(manager: EntityManager, answers: readonly ReportAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  const rows: { id: string }[] = await manager.query(
    `with item as (
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as item(submission_id, decision_id, reopens)
     ), opened as (
       update report r set decision_id = null from item
        where r.submission_id = item.submission_id and r.decision_id = item.reopens
       returning r.submission_id
     ), answered as (
       update report r set decision_id = item.decision_id from item
        where item.reopens is null and r.submission_id = item.submission_id and r.decision_id is null
       returning r.submission_id
     )
     select submission_id as id from opened union select submission_id from answered`,
    [
      answers.map(({ submissionId }) => submissionId),
      answers.map(({ decisionId }) => decisionId),
      answers.map(({ reopens }) => reopens),
    ],
  );
  await weighReports(
    manager,
    rows.map(({ id }) => id),
  );
}

interface OpenRow extends OpenReport {
  submission_id: string;
  created_at: Date;
}

/** Makes the rows of `reported` what the open reports of these submissions say. Runs inside the caller's transaction. */
export async function weighReports(manager: EntityManager, submissionIds: readonly string[]): Promise<void> {
  if (submissionIds.length === 0) return;
  // One after the other for a comment: who comes later reads what the others have written.
  await manager.query(
    'select from comment where submission_id = any($1::uuid[]) order by id for no key update',
    [submissionIds],
  );
  const open: OpenRow[] = await manager.query(
    `select r.submission_id, r.kind, r.network, r.created_at, coalesce(past.answered, 0) as answered,
            coalesce(past.upheld, 0) as upheld
       from report r
       left join lateral (
         select count(*)::int as answered, (count(*) filter (where d.to_state = 'rejected'))::int as upheld
           from report earlier join decision d on d.id = earlier.decision_id
          where earlier.network = r.network) past on true
      where r.submission_id = any($1::uuid[]) and r.decision_id is null and not r.disregarded`,
    [submissionIds],
  );
  const byId = new Map<string, OpenRow[]>();
  for (const row of open) byId.set(row.submission_id, [...(byId.get(row.submission_id) ?? []), row]);
  const rows = [...byId].map(([id, reports]) => {
    const times = reports.map(({ created_at: at }) => at.getTime());
    return {
      submission_id: id,
      reports: reports.length,
      harm: harmOf(reports),
      first_at: new Date(Math.min(...times)),
      last_at: new Date(Math.max(...times)),
    };
  });
  await manager.query(
    `delete from reported where submission_id = any($1::uuid[]) and submission_id <> all($2::uuid[])`,
    [submissionIds, rows.map((row) => row.submission_id)],
  );
  if (rows.length === 0) return;
  await manager.query(
    `insert into reported (comment_id, submission_id, site_id, reports, harm, first_at, last_at, due_at)
     select c.id, c.submission_id, c.site_id, item.reports, item.harm, item.first_at, item.last_at,
            item.first_at + make_interval(secs => 60 * ${LONGEST_REPORT_DELAY_MINUTES} * (1 - item.harm))
       from jsonb_to_recordset($1::jsonb) as item(submission_id uuid, reports int, harm float8, first_at timestamptz,
                                                  last_at timestamptz)
       join comment c on c.submission_id = item.submission_id
         on conflict (comment_id) do update
        set reports = excluded.reports, harm = excluded.harm, first_at = excluded.first_at, last_at = excluded.last_at,
            due_at = excluded.due_at`,
    [JSON.stringify(rows)],
  );
}
