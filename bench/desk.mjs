// npm run bench:desk [-- --comments N --rounds N --bulk N]
// How fast the console's requests are answered by a desk with a million comments, 50,000 of them held.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createDataSource } from '../dist/database/data-source.js';
import { createModerator } from '../dist/moderators/create-moderator.js';
import { createToken } from '../dist/moderators/create-token.js';
import { migrateQueue } from '../dist/queue/broker.js';
import { prepareStores } from '../dist/sites/prepare-stores.js';
import { measureBulk } from './desk-bulk.mjs';
import { fillDesk, wordOf } from './desk-rows.mjs';
import { printTable, whole } from './numbers.mjs';
import { startNode } from './processes.mjs';
import { openStores } from './stores.mjs';

const { values } = parseArgs({
  options: {
    comments: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '100' },
    bulk: { type: 'string', default: '10000' },
  },
});
const comments = Number(values.comments);
const rounds = Number(values.rounds);

const stores = await openStores();
const databaseUrl = process.env.BENCH_DESK_URL ?? (await stores.database('desk'));
const dataSource = createDataSource({ url: databaseUrl, pool: 2 });
let api;
try {
  await dataSource.initialize();
  await prepareStores(dataSource, { example: true });
  await migrateQueue(databaseUrl);
  const started = performance.now();
  const [{ n: there }] = await dataSource.query('select count(*)::int as n from submission');
  if (there === 0) await fillDesk(databaseUrl, comments);
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
  console.log(`${whole(comments)} comments stored in ${whole((performance.now() - started) / 1_000)} s`);
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: '',
    LOG_LEVEL: 'error',
    PORT: '0',
    REPLYDESK_MIGRATE: 'false',
  };
  api = await startNode('../dist/main.js', { env });
  const ask = await askerOf(api, 'first');
  await measure(ask);
  const askSecond = await askerOf(api, 'second');
  const wanted = Number(values.bulk);
  if (wanted > 0)
    printTable(
      ['many at once', 'submissions', 'seconds'],
      await measureBulk({ ask, askSecond, dataSource, env, wanted }),
    );
} finally {
  await api?.stop();
  if (dataSource.isInitialized) await dataSource.destroy();
  await stores.close();
}

/** Asks the API as a lead; measures in milliseconds. */
async function askerOf({ url }, name) {
  const email = `${name}-${Date.now()}@example.org`;
  const password = 'correct horse battery staple';
  await createModerator(dataSource.manager, { email, name: 'Bench', role: 'lead', password });
  const { token } = await createToken(dataSource.manager, { email, name: 'bench' });
  return async (path, body) => {
    const start = performance.now();
    const response = await fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return { ms: performance.now() - start, answer };
  };
}

async function measure(ask) {
  const list = (query) => () => ask(`/review/submissions?limit=50&${query}`);
  const search = (q, queue = 'held') => list(`queue=${queue}&order=newest&q=${encodeURIComponent(q)}`);
  const rows = [
    ['list, who is next', list('order=next')],
    ['list, newest approved', list('queue=approved&order=newest')],
    ['list, held in Japanese', list('order=next&language=ja')],
    ['list, held by one rule', list('order=next&reason=insults')],
    ['list, one thread', list('order=next&thread=bench-7')],
    ['list, one author', list(`queue=approved&order=newest&author=${encodeURIComponent('r40@example.org')}`)],
    ['next page', await nextPages(ask)],
    ['next item', await items(ask)],
    ['its conversation', await items(ask, '/context')],
    ['its author', await items(ask, '/author')],
    ['what of its author waits', await items(ask, '/author/waiting')],
    ['its timeline', await items(ask, '/timeline')],
    ['what is like it', await items(ask, '/cluster')],
    ['decide', await decisions(ask)],
    ['counts', () => ask('/review/counts')],
    ['counts of a site', () => ask('/review/counts?site=default')],
    ['search, Latin, rare', search('quixotic', 'approved')],
    ['search, Latin, common', search(wordOf(3))],
    ['search, Latin, common, approved', search(wordOf(3), 'approved')],
    ['search, Latin, two words', search(`${wordOf(40)} ${wordOf(300)}`, 'approved')],
    ['search, Latin, nothing', search('zzzzzz', 'approved')],
    ['search, Japanese, rare', search('鰻重', 'approved')],
    ['search, Japanese, common', search('市議')],
    ['search, Japanese, common, approved', search('議会', 'approved')],
    ['search, Japanese, four characters', search('選挙税金', 'approved')],
    ['search, Japanese, nothing', search('鰻鰻', 'approved')],
    ['search, by e-mail', search('r4000@example.org', 'approved')],
    ['how many match', () => ask(`/review/matching?q=${encodeURIComponent('市議')}`)],
  ];
  const table = [];
  for (const [name, run] of rows) {
    const times = [];
    for (let round = 0; round < rounds; round++) times.push((await run(round)).ms);
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
    table.push([name, at(0.5), at(0.95)]);
  }
  printTable(['request', 'p50 ms', 'p95 ms'], table);
}

/** Walks down the queue, page by page. */
async function nextPages(ask) {
  let cursor = '';
  return async () => {
    const page = await ask(`/review/submissions?limit=50&order=next${cursor}`);
    cursor = page.answer.next === undefined ? '' : `&cursor=${page.answer.next}`;
    return page;
  };
}

/** Opens one item after the other, or a part of what stands around it. */
async function items(ask, part = '') {
  const { answer } = await ask('/review/submissions?limit=100&order=next');
  return (round) => ask(`/review/submissions/${answer.items[round % answer.items.length].id}${part}`);
}

/** Approves and rejects in turn. */
async function decisions(ask) {
  const { answer } = await ask('/review/submissions?limit=100&order=newest');
  const waiting = [...answer.items];
  return async (round) => {
    if (waiting.length === 0)
      waiting.push(...(await ask('/review/submissions?limit=100&order=newest')).answer.items);
    const { id, version } = waiting.pop();
    const body = round % 2 === 0 ? { act: 'approve', version } : { act: 'reject', reason: 'abuse', version };
    return ask(`/review/submissions/${id}/decisions`, body);
  };
}
