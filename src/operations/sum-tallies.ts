import type { DataSource } from 'typeorm';

/** Any constant: one worker of the installation sums up at a time. */
const LOCK = 7_301_114_011;

/**
 * Makes one row of all rows of `queue_tally` that tell of the same queue. In one statement: who counts meanwhile sees the
 * rows before, or the sum. @throws when the database fails.
 */
export async function sumTallies(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `with mine as materialized (select pg_try_advisory_xact_lock(${LOCK}) as ours),
          many as (select site_id, queue from queue_tally, mine where ours group by 1, 2 having count(*) > 1),
          gone as (delete from queue_tally t using many
                    where t.site_id = many.site_id and t.queue = many.queue returning t.site_id, t.queue, t.change)
     insert into queue_tally (site_id, queue, change)
     select site_id, queue, sum(change) from gone group by 1, 2`,
  );
}
