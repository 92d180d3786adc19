// An empty worker: what the queue itself can hand out. Tells its parent when it did its first and its last job.
import { openTaker } from '../dist/queue/broker.js';
import { workerLock } from '../dist/queue/queues.js';

const { REDIS_URL, DATABASE_URL, QUEUE, JOBS, CONCURRENCY } = process.env;
let done = 0;
let first = 0;
const taker = openTaker(
  { redisUrl: REDIS_URL || undefined, databaseUrl: DATABASE_URL, warn: console.error },
  QUEUE,
  {
    ...workerLock(15),
    concurrency: Number(CONCURRENCY),
    handle: async () => {
      first ||= performance.now();
      done += 1;
      if (done === Number(JOBS)) process.send({ type: 'done', seconds: (performance.now() - first) / 1_000 });
    },
  },
);
const end = () => void taker.close(2_000).then(() => process.exit(0));
process.on('SIGTERM', end);
process.on('disconnect', end);
process.send({ type: 'ready' });
