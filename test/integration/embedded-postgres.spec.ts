import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import {
  findEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/cli/embedded-postgres/embedded-postgres.js';
import type { EmbeddedPostgres } from '../../src/cli/embedded-postgres/embedded-postgres.js';
import { compile } from '../support/compiled.js';
import type { Compiled } from '../support/compiled.js';
import { eventually } from '../support/eventually.js';
import { runScript } from '../support/run-script.js';

const isRoot = process.getuid?.() === 0;
const MANAGER = 'cli/embedded-postgres/embedded-postgres.ts';

jest.setTimeout(60_000);

const servers: EmbeddedPostgres[] = [];
const directories: string[] = [];
let compiled: Compiled;
/** A data directory for the tests that need any cluster; making one takes a second. */
let sharedDataDir: string;

beforeAll(async () => {
  sharedDataDir = newDataDir();
  directories.length = 0;
  compiled = await compile([
    'cli/embedded-postgres',
    'messages/messages.ts',
    'messages/embedded.messages.ts',
  ]);
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const directory of directories.splice(0)) fs.rmSync(directory, { recursive: true, force: true });
});

afterAll(() => {
  compiled.remove();
  fs.rmSync(path.dirname(sharedDataDir), { recursive: true, force: true });
});

/** A data directory; passable for the database account unless told otherwise. */
function newDataDir(mode = 0o755): string {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'replydesk-embedded-'));
  directories.push(parent);
  fs.chmodSync(parent, mode);
  return path.join(parent, 'data');
}

async function start(dataDir: string, log: string[] = []): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => log.push(line), language: 'en' });
  servers.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const startScript = (dataDir: string, manager = compiled.file(MANAGER)) => `
  const { startEmbeddedPostgres } = await import(${JSON.stringify(manager)});
  const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
  const { url, pid, adopted, created } = server;
  console.log(JSON.stringify({ url, pid, adopted, created }));`;

function clusterOf(dataDir: string): string {
  const pointer = path.join(dataDir, 'postgres.location');
  return fs.existsSync(pointer) ? fs.readFileSync(pointer, 'utf8').trim() : path.join(dataDir, 'postgres');
}

async function killServer(server: EmbeddedPostgres): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await eventually('the server is dead', () => !server.isRunning());
}

function skippedWithout(condition: boolean, what: string): boolean {
  if (!condition) process.stderr.write(`\nSKIPPED a test of the embedded PostgreSQL, which needs ${what}\n`);
  return !condition;
}

describe('the embedded PostgreSQL', () => {
  it('creates its cluster once, and a second start adopts the running server', async () => {
    const dataDir = newDataDir();
    expect(findEmbeddedPostgres(dataDir)).toBeUndefined();
    const first = await start(dataDir);
    expect(first).toMatchObject({ created: true, adopted: false });
    const second = await start(dataDir);
    expect(second).toMatchObject({ created: false, adopted: true, pid: first.pid, url: first.url });
    expect(findEmbeddedPostgres(dataDir)).toBe(first.url);
  });

  it('serves on loopback only, without TLS, to who knows the password', async () => {
    const server = await start(sharedDataDir);
    const [settings] = await query(
      server.url,
      `select current_setting('listen_addresses') as listen, current_setting('ssl') as ssl, current_setting('fsync') as fsync,
              current_setting('max_connections') as connections, current_setting('server_encoding') as encoding`,
    );
    expect(settings).toEqual({
      listen: '127.0.0.1',
      ssl: 'off',
      fsync: 'on',
      connections: '100',
      encoding: 'UTF8',
    });
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(query(wrong.toString(), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps password and port where only its account can read them', async () => {
    const dataDir = sharedDataDir;
    await start(dataDir);
    expect(fs.statSync(path.join(clusterOf(dataDir), 'replydesk.json')).mode & 0o777).toBe(0o600);
    expect(fs.statSync(clusterOf(dataDir)).mode & 0o777).toBe(0o700);
  });

  it('keeps committed rows and its address when it is killed', async () => {
    const dataDir = sharedDataDir;
    const first = await start(dataDir);
    await query(first.url, 'create table rows_kept (id int)');
    await query(first.url, 'insert into rows_kept values (1), (2)');
    await killServer(first);
    expect(findEmbeddedPostgres(dataDir)).toBeUndefined();
    const second = await start(dataDir);
    expect(second).toMatchObject({ created: false, adopted: false, url: first.url });
    expect(await query(second.url, 'select id from rows_kept order by id')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('adopts the server of a process that was killed', async () => {
    const dataDir = sharedDataDir;
    const script = runScript(`${startScript(dataDir)} setInterval(() => {}, 1000);`);
    const { pid } = await script.message('pid');
    script.child.kill('SIGKILL');
    await script.ended;
    expect(await start(dataDir)).toMatchObject({ adopted: true, pid });
  });

  it.each([
    ['a zombie', 'sleep 0 & echo $!; exec sleep 60'],
    ['another program', 'sleep 60 & echo $!; wait'],
  ])('starts when the number in its lock file is %s now', async (_what, script) => {
    const dataDir = sharedDataDir;
    const first = await start(dataDir);
    await killServer(first);
    const { uid, gid } = fs.statSync(clusterOf(dataDir));
    const shell = spawn('/bin/sh', ['-c', script], {
      ...(isRoot ? { uid, gid } : {}),
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const taken = await new Promise<string>((resolve) => {
        shell.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
      });
      const lock = path.join(clusterOf(dataDir), 'postmaster.pid');
      const lines = fs.readFileSync(lock, 'utf8').split('\n');
      fs.writeFileSync(lock, [taken, ...lines.slice(1)].join('\n'));
      expect(await start(dataDir)).toMatchObject({ adopted: false, url: first.url });
    } finally {
      if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
    }
  });

  it('starts when its lock file is empty', async () => {
    const dataDir = sharedDataDir;
    await (await start(dataDir)).stop();
    fs.writeFileSync(path.join(clusterOf(dataDir), 'postmaster.pid'), '');
    expect(await start(dataDir)).toMatchObject({ adopted: false, created: false });
  });

  it('creates a whole cluster after a first start that was killed half-way', async () => {
    const dataDir = newDataDir();
    const script = runScript(startScript(dataDir));
    await eventually('initdb has begun', () => {
      const draft = fs.readdirSync(dataDir).find((name) => /^postgres\.draft-[^.]*$/.test(name));
      return draft !== undefined && fs.existsSync(path.join(dataDir, draft, 'base'));
    });
    script.child.kill('SIGKILL');
    await script.ended;
    const server = await start(dataDir);
    expect(server).toMatchObject({ created: true, adopted: false });
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is created and started by one of three processes that start at once', async () => {
    const dataDir = newDataDir();
    const atOnce = async () => {
      const scripts = [1, 2, 3].map(() => runScript(startScript(dataDir)));
      return Promise.all(scripts.map((script) => script.message('pid')));
    };
    const first = await atOnce();
    expect(first.filter((one) => one['created'])).toHaveLength(1);
    expect(first.filter((one) => !one['adopted'])).toHaveLength(1);
    expect(new Set(first.map((one) => one['pid'])).size).toBe(1);
    await (await start(dataDir)).stop();
    const later = await atOnce();
    expect(later.filter((one) => one['created'])).toHaveLength(0);
    expect(later.filter((one) => !one['adopted'])).toHaveLength(1);
    await start(dataDir);
  });

  it('takes another port when a program sits on its own', async () => {
    const dataDir = sharedDataDir;
    const first = await start(dataDir);
    await first.stop();
    const port = Number(new URL(first.url).port);
    const squatter = net.createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    try {
      const second = await start(dataDir);
      expect(new URL(second.url).port).not.toBe(String(port));
      expect(findEmbeddedPostgres(dataDir)).toBe(second.url);
    } finally {
      squatter.close();
    }
  });

  it('stops only when nobody else is connected', async () => {
    const dataDir = sharedDataDir;
    const server = await start(dataDir);
    const reader = new pg.Client({ connectionString: server.url });
    await reader.connect();
    expect(await server.stopIfAlone()).toBe(false);
    expect((await reader.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await reader.end();
    expect(await server.stopIfAlone()).toBe(true);
    expect(findEmbeddedPostgres(dataDir)).toBeUndefined();
    expect(await server.stopIfAlone()).toBe(true);
  });

  it('refuses data of another major version in words, and leaves them alone', async () => {
    const dataDir = sharedDataDir;
    await (await start(dataDir)).stop();
    const versionFile = path.join(clusterOf(dataDir), 'PG_VERSION');
    fs.writeFileSync(versionFile, '11\n');
    await expect(start(dataDir)).rejects.toThrow(
      /made by PostgreSQL 11, but the programs.*Nothing was changed/,
    );
    expect(fs.readFileSync(versionFile, 'utf8')).toBe('11\n');
  });

  it('refuses a folder that holds something else', async () => {
    const dataDir = newDataDir();
    fs.mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
    fs.writeFileSync(path.join(dataDir, 'postgres', 'photo.jpg'), 'x');
    await expect(start(dataDir)).rejects.toThrow(/is not a database of this desk/);
    expect(fs.readdirSync(path.join(dataDir, 'postgres'))).toEqual(['photo.jpg']);
  });

  it('refuses to begin anew when the place its pointer names is gone', async () => {
    const dataDir = newDataDir();
    fs.mkdirSync(dataDir);
    const pointer = path.join(dataDir, 'postgres.location');
    fs.writeFileSync(pointer, `${path.join(dataDir, 'lost', 'postgres')}\n`);
    await expect(start(dataDir)).rejects.toThrow(/no longer exists/);
    expect(() => findEmbeddedPostgres(dataDir)).toThrow(/no longer exists/);
    expect(fs.readdirSync(dataDir)).toEqual(['postgres.location']);
  });

  it('as root in a directory that the database account cannot enter, keeps the cluster elsewhere', async () => {
    if (skippedWithout(isRoot, 'root')) return;
    const dataDir = newDataDir(0o700);
    const log: string[] = [];
    const first = await start(dataDir, log);
    const cluster = clusterOf(dataDir);
    directories.push(path.dirname(cluster));
    expect(cluster).toMatch(/^\/var\/lib\/replydesk\/[0-9a-f-]{36}\/postgres$/);
    expect(log.join('\n')).toContain(path.dirname(cluster));
    await query(first.url, 'create table kept (id int)');
    await killServer(first);
    const second = await start(dataDir);
    expect(second).toMatchObject({ created: false, url: first.url });
    expect(await query(second.url, 'select id from kept')).toEqual([]);
    expect(findEmbeddedPostgres(dataDir)).toBe(second.url);
  });
});
