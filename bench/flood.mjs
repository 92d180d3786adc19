// A flood: 10,000 posts a minute from many networks against one api and its worker, while a reader who knows nothing of
// it posts and reads each second. What is acknowledged is compared with the rows, then the backlog has to drain.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { Pool } from 'undici';
import { deskEnv } from './doors.mjs';
import { printTable, whole } from './numbers.mjs';
import { startNode } from './processes.mjs';

const PER_MINUTE = 10_000;
const TICK_MS = 30;
const CONNECTIONS = 128;
const DRAIN_MINUTES = 15;
const DOCTOR = join(import.meta.dirname, '../dist/cli/main.js');

const run = promisify(execFile);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function measureFlood(stores, { minutes }) {
  const databaseUrl = await stores.database('flood');
  const env = { DATABASE_URL: databaseUrl, ...deskEnv(stores.redisUrl) };
  const api = await startNode('../dist/main.js', { env });
  const worker = await startNode('../dist/worker.js', { env });
  const flood = new Flood(`http://127.0.0.1:${new URL(api.url).port}`);
  try {
    const memory = await flood.rage(minutes, () => [rssOf(api.pid), rssOf(worker.pid)]);
    const drained = await drain(databaseUrl);
    memory.push(['when drained', rssOf(api.pid), rssOf(worker.pid)]);
    const lost = await lostOf(databaseUrl, flood.acknowledged);
    report({ flood, minutes, memory, drained, lost });
    console.log(`doctor: ${await doctor(databaseUrl)}`);
    if (lost > 0) throw new Error(`${lost} acknowledged submissions are not there`);
  } finally {
    await flood.close();
    await worker.stop();
    await api.stop();
  }
}

/** Posts at a steady rate, whether or not the answers keep up, and keeps what came back. */
class Flood {
  acknowledged = new Set();
  statuses = new Map();
  reader = { post: [], read: [], refused: 0 };
  #sent = 0;
  #pool;
  #open = new Set();
  #reading;

  constructor(origin) {
    this.#pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
    // Readers come by connections of their own, as by another proxy's.
    this.#reading = new Pool(origin, { connections: 8, pipelining: 1 });
  }

  async rage(minutes, measure) {
    const memory = [['before', ...measure()]];
    const began = performance.now();
    const total = PER_MINUTE * minutes;
    let [minute, second] = [0, 0];
    while (this.#sent < total) {
      const passed = performance.now() - began;
      const due = Math.min(total, Math.floor((passed / 60_000) * PER_MINUTE));
      while (this.#sent < due) this.#track(this.#spam());
      if (passed > second * 1_000) {
        second += 1;
        this.#track(this.#readAndPost(second));
      }
      if (passed > (minute + 1) * 60_000) {
        minute += 1;
        memory.push([`minute ${minute}`, ...measure()]);
      }
      await wait(TICK_MS);
    }
    await Promise.all(this.#open);
    this.seconds = (performance.now() - began) / 1_000;
    memory.push(['last answer', ...measure()]);
    return memory;
  }

  async close() {
    await Promise.all([this.#pool.close(), this.#reading.close()]);
  }

  #track(promise) {
    this.#open.add(promise);
    void promise.finally(() => this.#open.delete(promise));
  }

  async #spam() {
    this.#sent += 1;
    const n = this.#sent;
    const address = `${20 + (n % 60)}.${(n >> 6) & 255}.${(n * 7) & 255}.${(n >> 14) + 1}`;
    const { status } = await this.#post(
      this.#pool,
      `Spammer ${n}`,
      address,
      `Buy ${n} cheap watches at once, offer ${n * 31}`,
    );
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  async #readAndPost(n) {
    const address = `198.51.${Math.floor(n / 200)}.${(n % 200) + 1}`;
    const text = `A thought of second ${n} about the night train, sent while others shout.`;
    const started = performance.now();
    const { status } = await this.#post(this.#reading, `Reader ${n}`, address, text);
    if (status === 302) this.reader.post.push(performance.now() - started);
    else this.reader.refused += 1;
    const before = performance.now();
    const page = await this.#reading.request({ method: 'GET', path: '/sites/default/threads/1' });
    await page.body.text();
    if (page.statusCode === 200) this.reader.read.push(performance.now() - before);
    else this.reader.refused += 1;
  }

  async #post(pool, author, address, comment) {
    const fields = {
      author,
      email: `${author.toLowerCase().replace(' ', '.')}@example.org`,
      url: '',
      comment,
      comment_post_ID: '1',
      comment_parent: '0',
    };
    try {
      const answer = await pool.request({
        method: 'POST',
        path: '/wp-comments-post.php',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address },
        body: new URLSearchParams(fields).toString(),
      });
      await answer.body.text();
      const number = /#comment-(\d+)$/.exec(String(answer.headers.location))?.[1];
      if (answer.statusCode === 302 && number !== undefined) this.acknowledged.add(number);
      return { status: answer.statusCode };
    } catch (error) {
      return { status: error.code ?? 'no answer' };
    }
  }
}

/** Resident memory in MiB; NaN where /proc is not there. */
function rssOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
}

async function query(databaseUrl, sql) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Seconds until nothing waits for the machine, and how many waited at first. */
async function drain(databaseUrl) {
  const began = performance.now();
  let waiting;
  for (;;) {
    const [{ left }] = await query(
      databaseUrl,
      `select count(*)::int as left from submission where state = 'received'`,
    );
    waiting ??= left;
    if (left === 0) return { waiting, seconds: (performance.now() - began) / 1_000 };
    if (performance.now() - began > DRAIN_MINUTES * 60_000) throw new Error(`${left} still wait`);
    await wait(100);
  }
}

async function lostOf(databaseUrl, acknowledged) {
  const rows = await query(databaseUrl, 'select number::text as number from submission');
  const stored = new Set(rows.map(({ number }) => number));
  return [...acknowledged].filter((number) => !stored.has(number)).length;
}

async function doctor(databaseUrl) {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  try {
    const { stdout } = await run(process.execPath, [DOCTOR, 'doctor', '--json'], { env, maxBuffer: 2 ** 26 });
    return JSON.parse(stdout).balanced ? 'balanced' : 'NOT balanced';
  } catch (error) {
    return `NOT balanced: ${String(error.stdout ?? error).slice(0, 500)}`;
  }
}

function report({ flood, minutes, memory, drained, lost }) {
  const { reader, acknowledged, statuses, seconds } = flood;
  const answered = [...statuses].map(([status, count]) => `${status}: ${whole(count)}`).join(', ');
  console.log(
    `\n${whole(PER_MINUTE)} posts a minute for ${minutes} min, answered after ${seconds.toFixed(0)} s: ${answered}`,
  );
  console.log(`acknowledged ${whole(acknowledged.size)}, lost ${lost}`);
  console.log(`backlog at the end ${whole(drained.waiting)}, drained in ${drained.seconds.toFixed(1)} s\n`);
  printTable(
    ['the innocent reader', 'times', 'p50 ms', 'p99 ms', 'longest ms'],
    [
      ['posts', ...timesOf(reader.post)],
      ['reads the page', ...timesOf(reader.read)],
    ],
  );
  if (reader.refused > 0) console.log(`refused or failed: ${reader.refused}`);
  console.log();
  printTable(
    ['resident MiB', 'api', 'worker'],
    memory.map(([when, ...sizes]) => [when, ...sizes.map((size) => size.toFixed(0))]),
  );
}

function timesOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return [whole(sorted.length), at(0.5).toFixed(1), at(0.99).toFixed(1), at(1).toFixed(1)];
}
