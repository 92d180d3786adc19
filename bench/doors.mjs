// Accepted replies a second: the baseline and both doors, in turn, on the same PostgreSQL.
import pg from 'pg';
import { median, printTable, whole } from './numbers.mjs';
import { childrenOf, cpuOf, startNode } from './processes.mjs';

const FORM = { body: 'form', path: '/wp-comments-post.php', expect: 302 };
const JSON_DOOR = { body: 'json', path: '/api/v1/sites/default/threads/1/submissions', expect: 202 };

export async function measureDoors(stores, plan) {
  const servers = await startServers(stores, plan);
  const load = await startNode('load.mjs', { env: { SEED: String(Math.floor(Math.random() * 2 ** 22)) } });
  const results = [];
  try {
    for (const subject of servers.subjects)
      await warmUp({ load, subject, plan, postgresPid: stores.postgresPid });
    for (let round = 1; round <= plan.rounds; round++) {
      for (const connections of plan.connections) {
        for (const [index] of servers.subjects.entries()) {
          // Each round begins with another subject, so that none always runs on a warm or a tired machine.
          const subject = servers.subjects[(index + round) % servers.subjects.length];
          const result = await measure({ load, subject, connections, plan, postgresPid: stores.postgresPid });
          results.push({ subject, connections, round, ...result });
          console.log(
            `round ${round}, ${connections} connections, ${subject.name}: ${whole(result.perSecond)}/s, ` +
              `p50 ${result.p50.toFixed(1)} ms, p99 ${result.p99.toFixed(1)} ms`,
          );
          if (result.wrong.length > 0) throw new Error(`unexpected answers: ${JSON.stringify(result.wrong)}`);
        }
      }
    }
    await provePresence(servers.subjects, results);
  } finally {
    await load.stop();
    await servers.stop();
  }
  report(servers.subjects, results, plan);
}

async function startServers(stores, plan) {
  const started = [];
  const start = async (purpose, file, env) => {
    const databaseUrl = await stores.database(purpose);
    const server = await startNode(file, {
      env: { DATABASE_URL: databaseUrl, ...env },
      execArgv: profileArgs(purpose),
    });
    started.push(server);
    return { server, databaseUrl };
  };
  const baseline = await start('baseline', 'baseline.mjs', {});
  const subjects = [{ name: 'baseline', ...baseline, ...FORM, path: '/reply', table: 'reply' }];
  const queues = [
    ['PostgreSQL', undefined, 'pg'],
    ...(stores.redisUrl === undefined ? [] : [['Redis', stores.redisUrl, 'redis']]),
  ];
  for (const [queue, redisUrl, purpose] of queues) {
    const desk = await start(purpose, '../dist/main.js', deskEnv(redisUrl));
    subjects.push({ name: `form, queue in ${queue}`, ...desk, ...FORM, table: 'submission' });
    subjects.push({ name: `JSON, queue in ${queue}`, ...desk, ...JSON_DOOR, table: 'submission' });
  }
  const wanted = subjects.filter(({ name }) => name === 'baseline' || plan.doors.test(name));
  return { subjects: wanted, stop: () => Promise.all(started.map((server) => server.stop())) };
}

/** Environment of a desk's process, without what the caller's shell may have set. */
export function deskEnv(redisUrl) {
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_URL: '',
    REDIS_URL: redisUrl ?? '',
    TRUSTED_PROXIES: '127.0.0.1',
    LOG_LEVEL: 'error',
  };
}

/** With BENCH_PROFILE=pg or the like, that process writes a processor profile when it ends. */
function profileArgs(purpose) {
  return process.env.BENCH_PROFILE === purpose
    ? ['--cpu-prof', `--cpu-prof-dir=${process.cwd()}/bench-profile`]
    : [];
}

/** One run: what the load process counted, and the processor time used meanwhile. */
function measure({ load, subject, connections, plan, postgresPid }) {
  const { server, body, path, expect } = subject;
  const task = {
    origin: originOf(server.url),
    body,
    path,
    expect,
    connections,
    seconds: plan.seconds,
    warmup: plan.warmup,
  };
  const backends = () => [postgresPid, ...childrenOf(postgresPid)];
  const before = { node: NaN, postgres: NaN };
  const used = { node: NaN, postgres: NaN };
  return new Promise((resolve) => {
    load.child.on('message', function hear(message) {
      const now = {
        node: cpuOf([server.pid]),
        postgres: postgresPid === undefined ? NaN : cpuOf(backends()),
      };
      if (message.type === 'counting') Object.assign(before, now);
      if (message.type === 'counted') {
        used.node = now.node - before.node;
        used.postgres = now.postgres - before.postgres;
      }
      if (message.type !== 'result') return;
      load.child.off('message', hear);
      resolve({
        ...message,
        nodeMicros: (used.node * 1_000) / message.count,
        postgresMicros: (used.postgres * 1_000) / message.count,
      });
    });
    load.child.send(task);
  });
}

/** A run that counts only as proof that the answers are right: after it V8 has compiled what is hot. */
async function warmUp({ plan, ...rest }) {
  const connections = Math.max(...plan.connections);
  const result = await measure({ ...rest, connections, plan: { ...plan, seconds: plan.firstWarmup } });
  if (result.wrong.length > 0)
    throw new Error(`${rest.subject.name}: unexpected answers: ${JSON.stringify(result.wrong)}`);
}

/** The desk says the name readers use; on this machine `localhost` may mean IPv6, where it does not listen. */
function originOf(url) {
  return `http://127.0.0.1:${new URL(url).port}`;
}

/** Every counted answer must have left a row. */
async function provePresence(subjects, results) {
  for (const databaseUrl of new Set(subjects.map((subject) => subject.databaseUrl))) {
    const [{ table }] = subjects.filter((subject) => subject.databaseUrl === databaseUrl);
    const answered = results
      .filter(({ subject }) => subject.databaseUrl === databaseUrl)
      .reduce((sum, { count }) => sum + count, 0);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query(`select count(*)::int as stored from ${table}`);
    await client.end();
    if (rows[0].stored < answered) throw new Error(`${answered} answered, but only ${rows[0].stored} stored`);
  }
}

function report(subjects, results, plan) {
  const head = [
    'connections',
    'door',
    'accepted/s',
    'of baseline',
    'p50 ms',
    'p99 ms',
    'Node µs',
    'PostgreSQL µs',
  ];
  const rows = [];
  for (const connections of plan.connections) {
    const of = (subject) =>
      results.filter((run) => run.subject === subject && run.connections === connections);
    const baseline = of(subjects[0]);
    for (const subject of subjects) {
      const runs = of(subject);
      const middle = (key) => median(runs.map((run) => run[key]));
      const ratios = runs.map((run, index) => run.perSecond / baseline[index].perSecond);
      rows.push([
        String(connections),
        subject.name,
        whole(middle('perSecond')),
        median(ratios).toFixed(2),
        middle('p50').toFixed(1),
        middle('p99').toFixed(1),
        whole(middle('nodeMicros')),
        whole(middle('postgresMicros')),
      ]);
    }
  }
  console.log(
    `\nAccepted replies, medians of ${plan.rounds} rounds of ${plan.seconds} s (µs: processor time per reply)\n`,
  );
  printTable(head, rows);
}
