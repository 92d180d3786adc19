import type { EntityManager } from 'typeorm';
import type { ReportKind, ReportView } from '../../contract/review-api.js';

/** Reports that are shown of a submission. */
const MOST = 100;

interface ReportRow {
  id: string;
  kind: ReportKind;
  note: string;
  created_at: Date;
  open: boolean;
  disregarded: boolean;
  known: boolean;
  answered: number;
  upheld: number;
}

/** What readers reported of a submission: open ones first, then the newest. */
export async function reportsOn(manager: EntityManager, submissionId: string): Promise<ReportView[]> {
  const rows: ReportRow[] = await manager.query(
    `with shown as (
       select * from report where submission_id = $1
        order by decision_id is not null, disregarded, created_at desc, id limit ${MOST}
     )
     select r.id, r.kind, r.note, r.created_at, r.decision_id is null as open, r.disregarded,
            r.reporter is not null as known, coalesce(past.answered, 0) as answered, coalesce(past.upheld, 0) as upheld
       from shown r
       left join lateral (
         select count(*)::int as answered, (count(*) filter (where d.to_state = 'rejected'))::int as upheld
           from report earlier join decision d on d.id = earlier.decision_id
          where earlier.network = r.network) past on true
      order by r.decision_id is not null, r.disregarded, r.created_at desc, r.id`,
    [submissionId],
  );
  return rows.map(({ created_at: at, answered, upheld, ...row }) => ({
    ...row,
    at: at.toISOString(),
    record: { answered, upheld },
  }));
}
