import {
  createPostgresBackend,
  type IQueueBackend,
  isNotConnectionError,
  type Job,
  type JobsOptions,
  Queue,
  type RedisOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { Connection } from '../database/connection.js';
import { onceAMinute, reasonOf } from './once-a-minute.js';
import { endWithin, TimeLimitError, withTimeLimit } from './time-limit.js';

/** Where jobs are kept: in Redis when it has an address, else in the schema `bullmq` of the database. */
export interface BrokerSettings {
  redisUrl: string | undefined;
  databaseUrl: string;
  /** Told of each trouble at most once a minute. */
  warn: (line: string) => void;
}

/** A job to add; a job of the same id that is still there makes it a no-op. */
export interface NewJob {
  name: string;
  data: object;
  opts: JobsOptions & { jobId: string };
}

/** Adds jobs to one queue; never waits for a broker that is away. */
export interface JobSender {
  /**
   * Waits for PostgreSQL; not for Redis, which may come later.
   * @throws when PostgreSQL is away: BullMQ asks it once, and what fails then stays broken.
   */
  started(): Promise<void>;
  /** @throws at once when the broker is away, and after a second when it is silent. What was sent may still arrive. */
  send(jobs: NewJob[]): Promise<void>;
  /** Calls `listener` whenever the connection is made, the first time or again. */
  onReady(listener: () => void): void;
  close(): Promise<void>;
}

/** A running worker of one queue. */
export interface JobTaker {
  /** As of JobSender. */
  started(): Promise<void>;
  /** Takes no new jobs and waits at most `limitMs` for those under way. Never throws. */
  close(limitMs: number): Promise<void>;
}

/** How a worker takes jobs. */
export type TakerOptions = Pick<
  WorkerOptions,
  'concurrency' | 'lockDuration' | 'stalledInterval' | 'maxStalledCount'
>;

/** All keys in one slot of a Redis cluster. */
export const REDIS_PREFIX = '{replydesk}';

/** Milliseconds to connect. */
const CONNECT_MS = 5_000;

/** Milliseconds that adding jobs may take. */
const ADD_MS = 1_000;

/** Milliseconds that one statement of the queue may take. */
const QUERY_MS = 20_000;

/**
 * Milliseconds after which a worker gives up a connection to Redis that owes it an answer and opens another. An idle worker
 * asks with a wait of at most 10 s (BullMQ).
 */
const SILENT_MS = 20_000;

/** Milliseconds a worker waits after a broken connection or a refusal before it asks again. */
const RETRY_MS = 1_000;

/** Milliseconds that each step of closing an idle worker may take. */
const CLOSE_MS = 1_000;

const Postgres = withBackend(createPostgresBackend);

/** Opens a sender. Succeeds also when the broker is away. */
export function openSender(settings: BrokerSettings, queueName: string): JobSender {
  const { queue, reconnect } = senderQueue(settings, queueName);
  const backend = queue.getBackend();
  const isUp = upOf(backend);
  queue.on('error', troubleOf(settings));
  return {
    started: () => startedOf(settings, backend),
    async send(jobs) {
      const adding = queue.addBulk(jobs);
      await withTimeLimit(adding, ADD_MS, 'the queue did not answer within a second').catch(
        async (error: unknown) => {
          if (error instanceof TimeLimitError) await reconnect();
          throw error;
        },
      );
    },
    onReady: (listener) => void backend.on('ready', listener),
    // A connection that is only being tried must be forced to end; the queue itself would wait for it.
    close: () => backend.close(!isUp()),
  };
}

/** Starts a worker. It waits for a broker that is away, and goes on when that is back. */
export function openTaker(
  settings: BrokerSettings,
  queueName: string,
  options: TakerOptions & { handle: (job: Job<unknown>) => Promise<void> },
): JobTaker {
  const { handle, ...workerOptions } = options;
  const active = new Set<Promise<void>>();
  const tracked = (job: Job<unknown>): Promise<void> => {
    const work = handle(job).finally(() => active.delete(work));
    active.add(work);
    return work;
  };
  const worker = takerWorker(settings, queueName, tracked, { ...workerOptions, runRetryDelay: RETRY_MS });
  const backend = worker.getBackend();
  const isUp = upOf(backend);
  worker.on('error', troubleOf(settings));
  const stopResting = restAfterRefusals(worker);
  return {
    started: () => startedOf(settings, backend),
    async close(limitMs) {
      stopResting();
      const within = (work: Promise<unknown>, ms: number, what: string) =>
        endWithin(work, { ms, what: `${what} of the queue ${queueName}`, warn: settings.warn });
      await within(worker.pause(true), CLOSE_MS, 'taking no more jobs');
      const drained = await within(allEnded(active), limitMs, 'jobs under way');
      // A job that is given up here stays in the queue and goes to another worker.
      await within(worker.close(!drained || !isUp()), CLOSE_MS, 'the worker');
    },
  };
}

/** A job that was fetched before the worker stopped taking jobs may still join those under way. */
async function allEnded(active: ReadonlySet<Promise<void>>): Promise<void> {
  while (active.size > 0) await Promise.allSettled(active);
}

/**
 * Brings BullMQ's own tables in PostgreSQL up to date; processes that start together queue up behind its advisory lock.
 * @throws when the database refuses; nothing is half done.
 */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

/** A queue to add to; `reconnect` drops a connection that answers nothing, which TCP alone notices after minutes. */
function senderQueue(settings: BrokerSettings, queueName: string) {
  if (settings.redisUrl === undefined) {
    const queue = new Postgres.Queue(queueName, { connection: postgresConnection(settings.databaseUrl, 2) });
    return { queue, reconnect: () => Promise.resolve() };
  }
  const queue = new Queue(queueName, {
    prefix: REDIS_PREFIX,
    // Without these an `add` never settles while Redis is away, and one refused at the start fails for ever.
    skipWaitingForReady: true,
    skipVersionCheck: true,
    connection: { ...redisConnection(settings.redisUrl), enableOfflineQueue: false },
  });
  const { connection } = queue.getBackend();
  queue.getBackend().once('ready', () => void warnOfEviction(queue, settings.warn));
  return { queue, reconnect: async () => (await connection.client).disconnect(true) };
}

function takerWorker(
  settings: BrokerSettings,
  queueName: string,
  handle: (job: Job<unknown>) => Promise<void>,
  options: TakerOptions & { runRetryDelay: number },
) {
  if (settings.redisUrl === undefined) {
    const connection = postgresConnection(settings.databaseUrl, 4);
    return new Postgres.Worker<unknown>(queueName, handle, { ...options, connection });
  }
  return new Worker<unknown>(queueName, handle, {
    ...options,
    prefix: REDIS_PREFIX,
    connection: {
      ...redisConnection(settings.redisUrl),
      maxRetriesPerRequest: null,
      socketTimeout: SILENT_MS,
    } as RedisOptions,
  });
}

async function startedOf(settings: BrokerSettings, backend: IQueueBackend): Promise<void> {
  if (settings.redisUrl === undefined) await backend.waitUntilReady();
}

/**
 * BullMQ asks again at once where the broker answers with a refusal (Redis: READONLY, OOM, MISCONF), thousands of times a
 * second: lets the worker rest between.
 * @returns what ends that.
 */
function restAfterRefusals(worker: ReturnType<typeof takerWorker>): () => void {
  let timer: NodeJS.Timeout | undefined;
  const rest = (error: Error) => {
    if (timer !== undefined || !isNotConnectionError(error)) return;
    void worker.pause(true);
    timer = setTimeout(() => {
      timer = undefined;
      void worker.resume();
    }, RETRY_MS);
  };
  worker.on('error', rest);
  return () => {
    worker.off('error', rest);
    clearTimeout(timer);
  };
}

/** Whether the broker is connected now. PostgreSQL tells only the first time; it fails at once when it is away. */
function upOf(backend: IQueueBackend): () => boolean {
  let up = false;
  backend.on('ready', () => (up = true));
  backend.on('close', () => (up = false));
  return () => up;
}

/** Redis may only forget jobs when it is told to (BullMQ: `maxmemory-policy noeviction`). Not every host lets us ask. */
async function warnOfEviction(queue: Queue, warn: (line: string) => void): Promise<void> {
  try {
    const client = await queue.getBackend().connection.client;
    const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info())?.[1];
    if (policy !== undefined && policy !== 'noeviction') {
      warn(`Redis has maxmemory-policy ${policy}: it may drop jobs when memory is short; set noeviction`);
    }
  } catch (error) {
    warn(`Redis did not tell its maxmemory-policy: ${reasonOf(error)}`);
  }
}

function troubleOf(settings: BrokerSettings): (error: Error) => void {
  const warn = onceAMinute(settings.warn);
  const server = settings.redisUrl === undefined ? 'PostgreSQL' : 'Redis';
  return (error) => warn(`the queue in ${server} has trouble: ${reasonOf(error)}`);
}

function redisConnection(url: string): RedisOptions {
  return {
    url,
    connectTimeout: CONNECT_MS,
    retryStrategy: (times: number) => Math.min(100 * 2 ** Math.min(times, 5), 2_000),
  } as RedisOptions;
}

function postgresConnection(url: string, max: number) {
  return {
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    application_name: 'replydesk-queue',
    Client: Connection,
  };
}
