import type { EntityManager } from 'typeorm';
import type { QueueCounts, QueueName } from '../contract/review-api.js';

/** What each list of the console shows, as a condition on `submission s`. */
export const QUEUE_CONDITION: Readonly<Record<QueueName, string>> = {
  held: `s.state = 'held'`,
  approved: `s.state = 'approved'`,
  rejected: `s.state = 'rejected' and s.reason is distinct from 'spam'`,
  spam: `s.state = 'rejected' and s.reason = 'spam'`,
};

/** How many submissions each list holds; of one site when its key is given, none when no site has it. */
export async function countQueues(manager: EntityManager, siteKey: string | undefined): Promise<QueueCounts> {
  const columns = Object.entries(QUEUE_CONDITION).map(
    ([name, condition]) => `count(*) filter (where ${condition})::int as ${name}`,
  );
  const ofSite = siteKey === undefined ? '' : 'and s.site_id = (select id from site where key = $1)';
  const rows: QueueCounts[] = await manager.query(
    `select ${columns.join(', ')} from submission s where s.state in ('held', 'approved', 'rejected') ${ofSite}`,
    siteKey === undefined ? [] : [siteKey],
  );
  return rows[0] ?? { held: 0, approved: 0, rejected: 0, spam: 0 };
}
