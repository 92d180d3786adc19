import {
  createPostgresBackend,
  type Job,
  type JobsOptions,
  Queue,
  type RedisOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { REDIS_PREFIX } from '../../src/queue/broker.js';

const Postgres = withBackend(createPostgresBackend);

/** What BullMQ gives a test, on one of the two brokers. */
export interface Bull {
  queue: Queue;
  add: (id: string, more?: Partial<JobsOptions>) => Promise<Job>;
  worker: (
    handle: (job: Job) => Promise<unknown>,
    options?: Partial<WorkerOptions>,
  ) => ReturnType<typeof workerOf>;
  close: () => Promise<void>;
}

function queueOf(address: string, name: string): Queue {
  if (!address.startsWith('redis:')) {
    const connection = { connectionString: address, max: 2 } as object;
    return new Queue(name, { connection }, createPostgresBackend as never);
  }
  const connection = { url: address, maxRetriesPerRequest: 2 } as RedisOptions;
  return new Queue(name, { prefix: REDIS_PREFIX, connection });
}

function workerOf(
  address: string,
  name: string,
  handle: (job: Job) => Promise<unknown>,
  options: Partial<WorkerOptions>,
) {
  const quick = { drainDelay: 60, lockDuration: 30_000, stalledInterval: 30_000, ...options };
  if (!address.startsWith('redis:'))
    return new Postgres.Worker(name, handle, { ...quick, connection: { connectionString: address, max: 3 } });
  const connection = { url: address, maxRetriesPerRequest: null } as RedisOptions;
  return new Worker(name, handle, { ...quick, prefix: REDIS_PREFIX, connection });
}

let counter = 0;

/** A queue of its own on a broker: the address of Redis or of a database with BullMQ's tables. */
export function bullOn(address: string, name = `contract-${(counter += 1)}`): Bull {
  const queue = queueOf(address, name);
  const workers: ReturnType<typeof workerOf>[] = [];
  queue.on('error', () => undefined);
  return {
    queue,
    add: (id, more = {}) =>
      queue.add('work', { id }, { jobId: id, removeOnComplete: true, removeOnFail: true, ...more }),
    worker(handle, options = {}) {
      const worker = workerOf(address, name, handle, options);
      worker.on('error', () => undefined);
      workers.push(worker);
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await queue.close();
    },
  };
}
