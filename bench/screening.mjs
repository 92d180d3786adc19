// Submissions screened a second by one worker process, beside an empty worker on the same queue.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createDataSource } from '../dist/database/data-source.js';
import { migrateQueue, openSender } from '../dist/queue/broker.js';
import { SCREEN_JOB, SCREENING_QUEUE, screeningJobOptions } from '../dist/queue/queues.js';
import { prepareStores } from '../dist/sites/prepare-stores.js';
import { median, printTable, whole } from './numbers.mjs';
import { startNode } from './processes.mjs';

/** The default of SCREENING_CONCURRENCY and SCREENING_TRIES. */
const CONCURRENCY = 200;
const TRIES = 3;

export async function measureScreening(stores, plan) {
  const rows = [];
  const queues = [
    ['PostgreSQL', undefined],
    ...(stores.redisUrl === undefined ? [] : [['Redis', stores.redisUrl]]),
  ];
  for (const [name, redisUrl] of queues) {
    const databaseUrl = await preparedDatabase(stores);
    const runs = { empty: [], desk: [] };
    for (let round = 1; round <= plan.rounds; round++) {
      runs.empty.push(await emptyRate({ databaseUrl, redisUrl, jobs: plan.backlog }));
      runs.desk.push(await screeningRate({ databaseUrl, redisUrl, jobs: plan.backlog }));
      console.log(
        `round ${round}, queue in ${name}: empty worker ${whole(runs.empty.at(-1))}/s, screening ${whole(runs.desk.at(-1))}/s`,
      );
    }
    const ratio = median(runs.desk.map((rate, index) => rate / runs.empty[index]));
    rows.push([name, whole(median(runs.empty)), whole(median(runs.desk)), ratio.toFixed(2)]);
  }
  console.log(`\nOne worker process, backlog of ${whole(plan.backlog)}, medians of ${plan.rounds} rounds\n`);
  printTable(['queue in', 'empty worker/s', 'screened/s', 'of empty'], rows);
}

async function preparedDatabase(stores) {
  const url = await stores.database('screening');
  const dataSource = createDataSource({ url, pool: 2 });
  await dataSource.initialize();
  await prepareStores(dataSource, { example: true });
  await dataSource.destroy();
  await migrateQueue(url);
  return url;
}

/** Jobs a second of a worker that does nothing. */
async function emptyRate({ databaseUrl, redisUrl, jobs }) {
  const queue = `empty-${randomUUID().slice(0, 8)}`;
  await addJobs({ databaseUrl, redisUrl, queue, ids: Array.from({ length: jobs }, () => randomUUID()) });
  const worker = await startNode('noop-worker.mjs', {
    env: {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl ?? '',
      QUEUE: queue,
      JOBS: String(jobs),
      CONCURRENCY: String(CONCURRENCY),
    },
  });
  const { seconds } = await new Promise((resolve) => worker.child.on('message', resolve));
  await worker.stop();
  return jobs / seconds;
}

/** Submissions a second that the desk's worker settles, by the times that the database noted. */
async function screeningRate({ databaseUrl, redisUrl, jobs }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const ids = await backlog(client, jobs);
  await addJobs({ databaseUrl, redisUrl, queue: SCREENING_QUEUE, ids });
  const worker = await startNode('../dist/worker.js', {
    env: { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl ?? '', LOG_LEVEL: 'error' },
    execArgv: process.env.BENCH_PROFILE === 'worker' ? ['--cpu-prof', '--cpu-prof-dir=bench-profile'] : [],
  });
  for (;;) {
    const { rows } = await client.query(`select from submission where state = 'received' limit 1`);
    if (rows.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await worker.stop();
  const { rows } = await client.query(
    `select extract(epoch from max(settled_at) - min(settled_at))::float8 as seconds, count(*)::int as settled
       from submission where id = any($1)`,
    [ids],
  );
  await client.end();
  return rows[0].settled / rows[0].seconds;
}

/** Submissions that wait, as the intake stores them. */
async function backlog(client, count) {
  const { rows } = await client.query(
    `insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                             user_agent, address, address_hash, network_hash, language, duplicate_hash, text_hash)
     select gen_random_uuid(), thread.site_id, thread.id, 'Reader ' || n, n || '@example.org', '', 'reader ' || n,
            n || '@example.org', n || ': ' || repeat('The night train was never about profit. ', 8), 'Mozilla/5.0',
            '198.51.100.1', md5(n::text), md5('network' || n), 'en', md5(random()::text), md5(random()::text)
       from thread cross join generate_series(1, $1::int) as n
      where thread.key = '1'
     returning id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

async function addJobs({ databaseUrl, redisUrl, queue, ids }) {
  const sender = openSender({ redisUrl, databaseUrl, warn: console.error }, queue);
  await new Promise((resolve) => sender.onReady(resolve));
  const options = screeningJobOptions(TRIES);
  for (let start = 0; start < ids.length; start += 500) {
    await sender.send(
      ids.slice(start, start + 500).map((id) => ({
        name: SCREEN_JOB,
        data: { submissionId: id },
        opts: { ...options, jobId: id },
      })),
    );
  }
  await sender.close();
}
