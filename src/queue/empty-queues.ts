import { createPostgresBackend, Queue, type RedisOptions, withBackend } from 'bullmq';
import { type BrokerSettings, REDIS_PREFIX } from './broker.js';
import { EFFECTS_QUEUE, SCREENING_QUEUE } from './queues.js';
import { withTimeLimit } from './time-limit.js';

/** Milliseconds that emptying one queue may take. */
const EMPTY_MS = 60_000;

/** Milliseconds to connect, and to close. */
const CONNECT_MS = 5_000;

const Postgres = withBackend(createPostgresBackend);

/**
 * Forgets every job. Nothing is lost by it: what must be done stands in the rows, and is queued again from there.
 * @throws when the broker is away, refuses, or takes longer than a minute.
 */
export async function emptyQueues(settings: Omit<BrokerSettings, 'warn'>): Promise<void> {
  for (const name of [SCREENING_QUEUE, EFFECTS_QUEUE]) {
    const queue = openQueue(settings, name);
    queue.on('error', () => undefined);
    try {
      await withTimeLimit(queue.waitUntilReady(), CONNECT_MS, 'the queue does not answer');
      await withTimeLimit(
        queue.obliterate({ force: true }),
        EMPTY_MS,
        `the queue ${name} was not emptied in time`,
      );
    } finally {
      await withTimeLimit(queue.close(), CONNECT_MS, `the queue ${name} did not close`).catch(
        () => undefined,
      );
    }
  }
}

function openQueue({ redisUrl, databaseUrl }: Omit<BrokerSettings, 'warn'>, name: string) {
  if (redisUrl === undefined) {
    const connection = { connectionString: databaseUrl, max: 2, application_name: 'replydesk-queue' };
    return new Postgres.Queue(name, { connection });
  }
  const connection = { url: redisUrl, connectTimeout: CONNECT_MS, retryStrategy: () => null } as RedisOptions;
  return new Queue(name, { prefix: REDIS_PREFIX, skipVersionCheck: true, connection });
}
