import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';

/** A Redis server of its own, on a free port of this machine. */
export interface TestRedis {
  url: string;
  /** Ends it as a crash would (SIGKILL); its data stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Keeps its connections and answers nothing (SIGSTOP), until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Refuses every write, as a full or a replaced server does, or takes them again. */
  refuseWrites(refuse: boolean): Promise<void>;
  /** Commands carried out or refused since it started. */
  commands(): Promise<number>;
  /** Forgets everything, as FLUSHALL does. */
  flush(): Promise<void>;
  /** Sends one command, such as `'CONFIG', 'SET', 'maxmemory', '1mb'`. */
  send(command: string, ...words: string[]): Promise<unknown>;
  /** Removes what it has on disk; only while it is ended. */
  loseData(): Promise<void>;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
}

/** Whether a `redis-server` is on the PATH. */
export const hasRedis = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** Starts a server with append-only file and `noeviction`, as docs/operations.md asks for. */
export async function startRedis(): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'replydesk-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const kill = async () => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };
  const redis: TestRedis = {
    url,
    kill,
    async start() {
      const options = {
        port,
        dir,
        bind: '127.0.0.1',
        appendonly: 'yes',
        'maxmemory-policy': 'noeviction',
        'enable-debug-command': 'local',
      };
      const words = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]);
      server = spawn('redis-server', words, { stdio: 'ignore' });
      await eventually(`redis answers on port ${port}`, () => asked(url, (client) => client.ping()));
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    async refuseWrites(refuse) {
      await asked(url, (client) => client.config('SET', 'min-replicas-to-write', refuse ? '1' : '0'));
    },
    async commands() {
      const stats = await asked(url, (client) => client.info('stats'));
      return Number(/total_commands_processed:(\d+)/.exec(stats)?.[1]);
    },
    async flush() {
      await asked(url, (client) => client.flushall());
    },
    send: (command, ...words) => asked(url, (client) => client.call(command, ...words)),
    async loseData() {
      if (server !== undefined) throw new Error('Redis still runs');
      await rm(dir, { recursive: true, force: true });
      await mkdir(dir);
    },
    async stop() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

async function asked<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await question(client);
  } finally {
    client.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
