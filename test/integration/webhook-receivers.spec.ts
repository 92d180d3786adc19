import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Effect } from '../../src/domain/outbox.entity.js';
import { describeWith } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { effectsOf, LOCAL_RECEIVERS, siteWithWebhook, untilDone } from '../support/effects.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { type Answer, type Receiver, startReceiver, status } from '../support/receiver.js';
import { startWorker, type TestWorker } from '../support/screening.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

/** Seconds that a try may take: a busy machine needs some to answer at all. */
const TIMEOUT_SECONDS = 4;

/** Tries enough for a test to look before a receiver recovers. */
const PATIENT = {
  ...LOCAL_RECEIVERS,
  EFFECTS_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS),
  EFFECTS_RETRY_SECONDS: Array.from({ length: 20 }, () => '1').join(','),
};

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let worker: TestWorker;
let inside: Receiver;
const receivers: Receiver[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  worker = await startWorker(database, PATIENT);
  inside = await newReceiver();
});

afterAll(async () => {
  await worker.close();
  await Promise.all(receivers.map((receiver) => receiver.close()));
  await database.destroy();
});

async function newReceiver(tls?: { key: string; cert: string }): Promise<Receiver> {
  const receiver = await startReceiver(tls);
  receivers.push(receiver);
  return receiver;
}

/** Settles a submission on a new site of this receiver. */
async function settleOn(url: string) {
  const { site } = await siteWithWebhook(database.dataSource, url);
  return { site, submission: await rows.settled('hold', { siteId: site.id }) };
}

/** The effect of a submission after a try that failed in this way. */
function untilFailed(submission: { id: string }, error: RegExp): Promise<Effect> {
  return eventually(
    `a try has failed: ${error.source}`,
    async () =>
      (await effectsOf(database.dataSource, submission)).find(({ lastError }) => error.test(lastError ?? '')),
    { timeoutMs: 20_000 },
  );
}

const MEGABYTE = Buffer.alloc(1_048_576, 'x');
let flooded = 0;

/** A gigabyte, as fast as it is taken. */
function flood(response: ServerResponse, code: number): void {
  let left = 1_024;
  response.writeHead(code);
  const send = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      flooded += MEGABYTE.length;
      if (!response.write(MEGABYTE)) return void response.once('drain', send);
    }
    response.end();
  };
  send();
}

/** Bytes one after the other, for ever. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'), 50);
  response.on('close', () => clearInterval(timer));
}

const raw =
  (text: string): Answer =>
  ({ socket }) =>
    void socket?.end(text);

const FAULTS: [string, Answer, RegExp][] = [
  ['never answers', () => undefined, /^no answer within 4 seconds$/],
  [
    'sends its head drop by drop',
    ({ socket }) => void socket?.write('HTTP/1.1 200 O'),
    /^no answer within 4/,
  ],
  ['answers 500', status(500), /^the receiver answered 500$/],
  ['answers 404', status(404), /^the receiver answered 404$/],
  ['resets the connection', ({ socket }) => void socket?.resetAndDestroy(), /^not delivered: /],
  ['hangs up', ({ socket }) => void socket?.end(), /^not delivered: /],
  ['speaks something else', raw('SSH-2.0-OpenSSH_9.7\r\n'), /^not delivered: /],
  ['lies about its length', raw('HTTP/1.1 200 OK\r\ncontent-length: nine\r\n\r\n'), /^not delivered: /],
  ['has a head without end', raw(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`), /^not delivered: /],
  ['fails at length', (response) => flood(response, 500), /^the receiver answered 500$/],
  [
    'redirects to another address of this machine',
    (response) => response.writeHead(307, { location: inside.url }).end(),
    /^the receiver answered 307$/,
  ],
];

describe('a receiver that', () => {
  const found = new Map<string, Promise<{ effect: Effect | undefined; ids: Set<string> }>>();

  /** One receiver with a fault until it was seen, and well from then on. */
  async function recover(answer: Answer, fault: RegExp) {
    const receiver = await newReceiver();
    receiver.answers(answer);
    const { submission } = await settleOn(receiver.url);
    await untilFailed(submission, fault);
    receiver.answers(status(204));
    const [effect] = await untilDone(database.dataSource, submission);
    return { effect, ids: new Set(receiver.deliveries.map(({ id }) => id)) };
  }

  // All at once: each waits for its retries.
  beforeAll(() => {
    for (const [name, answer, fault] of FAULTS) found.set(name, recover(answer, fault));
    return Promise.allSettled(found.values());
  });

  it.each(FAULTS)('%s is told again with the same id, and has it when it recovers', async (name) => {
    const outcome = await found.get(name);
    expect(outcome?.effect).toMatchObject({ lastError: null, queuedAt: null });
    expect(outcome?.ids).toEqual(new Set([outcome?.effect?.id]));
    expect(inside.deliveries).toEqual([]);
  });

  it('sends a gigabyte is read for 64 kB, and its status counts', async () => {
    flooded = 0;
    const receiver = await newReceiver();
    receiver.answers((response) => flood(response, 200));
    const { submission } = await settleOn(receiver.url);
    const [effect] = await untilDone(database.dataSource, submission);
    expect(effect?.attempts).toBe(1);
    // What the system's own buffers take, and a little more.
    expect(flooded).toBeLessThan(64 * MEGABYTE.length);
  });

  it('accepts and then talks for ever has it', async () => {
    const receiver = await newReceiver();
    receiver.answers((response) => drip(response.writeHead(200)));
    const { submission } = await settleOn(receiver.url);
    const [effect] = await untilDone(database.dataSource, submission);
    expect(effect?.attempts).toBe(1);
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('asks for time (429 with Retry-After) is not told again before', async () => {
    const receiver = await newReceiver();
    receiver.answers(status(429, { 'retry-after': '600' }));
    const { submission } = await settleOn(receiver.url);
    const { dueAt, triedAt } = await untilFailed(submission, /^the receiver answered 429$/);
    expect((dueAt.getTime() - (triedAt?.getTime() ?? 0)) / 1_000).toBeCloseTo(600, 0);
  });

  it('is away is told when it is back', async () => {
    const receiver = await newReceiver();
    await receiver.shut();
    const { submission } = await settleOn(receiver.url);
    await untilFailed(submission, /^not delivered: .*ECONNREFUSED/);
    await receiver.open();
    await untilDone(database.dataSource, submission);
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('speaks no TLS is told once its address is put right: what waits goes to the new one', async () => {
    const receiver = await newReceiver();
    const { site, submission } = await settleOn(receiver.url.replace('http:', 'https:'));
    await untilFailed(submission, /^not delivered: /);
    await database.dataSource.query('update site set webhook_url = $2 where id = $1', [
      site.id,
      receiver.url,
    ]);
    await untilDone(database.dataSource, submission);
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('is slow delays no other: the tries of one site are bounded', async () => {
    const slow = await newReceiver();
    let open = 0;
    let most = 0;
    slow.answers((response) => {
      open += 1;
      most = Math.max(most, open);
      response.on('close', () => (open -= 1));
    });
    const { site } = await siteWithWebhook(database.dataSource, slow.url);
    const settle = (siteId: string, count: number) =>
      Promise.all(Array.from({ length: count }, () => rows.settled('hold', { siteId })));
    await settle(site.id, 25);
    const quick = await newReceiver();
    const { site: other } = await siteWithWebhook(database.dataSource, quick.url);
    for (const submission of await settle(other.id, 15)) await untilDone(database.dataSource, submission);
    await eventually('the slow one was asked as often as it may be', () => most >= 10);
    expect(most).toBe(10);
    expect(quick.deliveries).toHaveLength(15);
  });
});

const hasOpenssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;

describeWith('openssl', hasOpenssl)('a receiver with TLS that', () => {
  it('shows a certificate that nobody vouches for gets nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'replydesk-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1`;
    execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const receiver = await newReceiver({ key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') });
    rmSync(folder, { recursive: true });
    const { submission } = await settleOn(receiver.url);
    await untilFailed(submission, /^not delivered: .*self-signed certificate/);
    expect(receiver.deliveries).toEqual([]);
  });
});

describe('the desk as it is set up by itself', () => {
  it('sends nothing to this machine', async () => {
    await worker.close();
    worker = await startWorker(database, { ...PATIENT, EFFECTS_ALLOW_PRIVATE: 'false' });
    const receiver = await newReceiver();
    const { submission } = await settleOn(receiver.url);
    await untilFailed(submission, /^the address of the webhook is not allowed \(address\)$/);
    const named = await settleOn(receiver.url.replace('127.0.0.1', 'localhost'));
    await untilFailed(
      named.submission,
      /^not delivered: the name of the receiver leads to (127\.0\.0\.1|::1), which is not a public address$/,
    );
    expect(receiver.deliveries).toEqual([]);
  });
});
