import { type NewJob, openSender } from '../../../src/queue/broker.js';
import { SCREENING_QUEUE } from '../../../src/queue/queues.js';
import { eventually } from '../../support/eventually.js';
import type { World } from './world.js';

/** Puts jobs into the queue of a world behind the back of the desk. */
export async function addJobs(world: World, jobs: NewJob[]): Promise<void> {
  const redisUrl = world.wish.broker === 'redis' ? world.redis.url : undefined;
  const sender = openSender(
    { redisUrl, databaseUrl: world.store.url, warn: () => undefined },
    SCREENING_QUEUE,
  );
  try {
    await sender.started();
    await eventually('the queue takes the jobs', () => sender.send(jobs).then(() => true));
  } finally {
    await sender.close();
  }
}

/** Jobs that some worker has, or had when it died. */
export async function activeJobs(world: World): Promise<number> {
  if (world.wish.broker === 'redis')
    return Number(await world.redis.send('LLEN', `{replydesk}:${SCREENING_QUEUE}:active`));
  const rows: { n: number }[] = await world.database.query(
    `select count(*)::int as n from bullmq.job where state = 'active'`,
  );
  return rows[0]?.n ?? -1;
}
