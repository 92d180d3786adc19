import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** Channel of the hint that a bulk decision waits for a worker; payload empty. */
export const BULK_CHANNEL = 'replydesk_bulk';

/** Seconds without a stored batch after which another worker takes a bulk decision up. */
export const LEASE_SECONDS = 60;

/** A bulk decision that could not go on is given up after so many tries of the same batch. */
const MOST_TRIES = 5;

/** Seconds until the next try after a failure, times the number of tries. */
const RETRY_SECONDS = 5;

/** What names a hold on a bulk decision. */
export interface BulkHold {
  id: string;
  /** Of this hold alone. */
  lease: string;
}

/** Takes the bulk decision with the least left to do that no worker holds. @returns undefined when there is none. */
export async function claimBulk(dataSource: DataSource): Promise<BulkHold | undefined> {
  const lease = randomUUID();
  const [rows]: [{ id: string; tries: number }[], number] = await dataSource.query(
    `update bulk
        set state = 'running', lease = $1, lease_until = now() + make_interval(secs => $2),
            started_at = coalesce(started_at, now()), tries = tries + 1
      where id = (select id from bulk
                   where state = 'queued' or (state = 'running' and lease_until <= now())
                   order by total - recorded - conflicts - unknown, created_at, id limit 1 for update skip locked)
      returning id, tries`,
    [lease, LEASE_SECONDS],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.tries <= MOST_TRIES) return { id: row.id, lease };
  await dataSource.query(
    `update bulk set state = 'failed', finished_at = now(), lease = null, lease_until = null
      where id = $1 and lease = $2 and state = 'running'`,
    [row.id, lease],
  );
  return undefined;
}

/** Gives a bulk decision back: at once when it is another's turn, after a while when a batch failed. */
export async function releaseBulk(
  dataSource: DataSource,
  { id, lease }: BulkHold,
  why: 'turn' | 'failed',
): Promise<void> {
  await dataSource.query(
    `update bulk
        set tries = case when $3 then tries else 0 end, lease = null,
            lease_until = now() + make_interval(secs => case when $3 then tries * ${RETRY_SECONDS} else 0 end)
      where id = $1 and lease = $2 and state = 'running'`,
    [id, lease, why === 'failed'],
  );
}
