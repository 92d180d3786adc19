import type { EntityManager } from 'typeorm';
import type { QueueCounts, QueueName } from '../contract/review-api.js';

/** What each list of the console shows, as a condition on `submission s`. */
export const QUEUE_CONDITION: Readonly<Record<QueueName, string>> = {
  held: `s.state = 'held'`,
  reported: `s.state = 'approved' and exists (select from reported q where q.submission_id = s.id)`,
  approved: `s.state = 'approved'`,
  rejected: `s.state = 'rejected' and s.reason is distinct from 'spam'`,
  spam: `s.state = 'rejected' and s.reason = 'spam'`,
};

/** How many submissions each list holds; of one site when its key is given, none when no site has it. */
export async function countQueues(manager: EntityManager, siteKey: string | undefined): Promise<QueueCounts> {
  const ofSite = siteKey === undefined ? '' : 'where site_id = (select id from site where key = $1)';
  const rows: { queue: QueueName; count: number }[] = await manager.query(
    `select queue, sum(change)::float8 as count from queue_tally ${ofSite} group by queue`,
    siteKey === undefined ? [] : [siteKey],
  );
  const counts: QueueCounts = { held: 0, reported: 0, approved: 0, rejected: 0, spam: 0 };
  for (const { queue, count } of rows) counts[queue] = count;
  return counts;
}
