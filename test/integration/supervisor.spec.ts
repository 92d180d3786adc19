import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../src/cli/embedded-postgres/embedded-postgres.js';
import { compile } from '../support/compiled.js';
import type { Compiled } from '../support/compiled.js';
import { eventually } from '../support/eventually.js';
import { runScript } from '../support/run-script.js';
import type { RunningScript } from '../support/run-script.js';

jest.setTimeout(60_000);

/** A role as small as its contract: ready by IPC, ends on SIGTERM and when its parent is gone, reports what it sees. */
const ROLE = `
import http from 'node:http';
const role = process.argv[1].endsWith('api.mjs') ? 'api' : 'worker';
const say = (message) => console.log(JSON.stringify(message));
const server = http.createServer((request, response) => response.end(String(process.pid)));
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => { say({ ended: role }); process.exit(0); });
server.on('error', (error) => { console.log('cannot run: ' + error.code); process.exit(1); });
server.listen(role === 'api' ? Number(process.env.PORT) : 0, '127.0.0.1', () => {
  say({ [role]: process.pid, databaseUrl: process.env.DATABASE_URL });
  process.send({ type: 'ready', ...(role === 'api' ? { url: 'http://127.0.0.1:' + server.address().port } : {}) });
});
`;

let compiled: Compiled;
let parent: string;
let dataDir: string;
let running: RunningScript[] = [];

beforeAll(async () => {
  compiled = await compile([
    'cli/embedded-postgres',
    'cli/start/embedded-store.ts',
    'cli/start/role-process.ts',
    'cli/start/supervisor.ts',
    'config/env.schema.ts',
    'messages/messages.ts',
    'messages/embedded.messages.ts',
    'messages/start.messages.ts',
  ]);
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'replydesk-supervisor-'));
  fs.chmodSync(parent, 0o755);
  dataDir = path.join(parent, 'data');
  for (const role of ['api', 'worker']) fs.writeFileSync(path.join(parent, `${role}.mjs`), ROLE);
});

afterEach(async () => {
  for (const script of running) script.child.kill('SIGTERM');
  await Promise.all(running.map((script) => script.ended));
  running = [];
});

afterAll(async () => {
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  await server.stop();
  fs.rmSync(parent, { recursive: true, force: true });
  compiled.remove();
});

function supervise(env: Record<string, string> = {}): RunningScript {
  const entryPoints = { api: path.join(parent, 'api.mjs'), worker: path.join(parent, 'worker.mjs') };
  const script = runScript(
    `const { runSupervisor } = await import(${JSON.stringify(compiled.file('cli/start/supervisor.ts'))});
     const log = (line) => console.log('LOG ' + line);
     const desk = runSupervisor({ roles: ['api', 'worker'], env: process.env, log, entryPoints: ${JSON.stringify(entryPoints)} });
     console.log(JSON.stringify({ desk: (await desk.ready) ?? null }));
     process.exitCode = await desk.finished;`,
    { env: { PATH: process.env['PATH'], REPLYDESK_DATA_DIR: dataDir, PORT: '0', ...env } },
  );
  running.push(script);
  return script;
}

function isAlive(pid: unknown): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

const starts = (script: RunningScript, role: string) =>
  script.messages().filter((message) => role in message);

async function servedBy(desk: Record<string, unknown>): Promise<number> {
  const { url } = desk['desk'] as { url: string };
  return Number(await (await fetch(url)).text());
}

describe('the supervisor', () => {
  it('runs the roles on the embedded database and ends everything on SIGTERM', async () => {
    const script = supervise();
    const desk = await script.message('desk');
    const [api] = starts(script, 'api');
    const [worker] = starts(script, 'worker');
    expect(await servedBy(desk)).toBe(api?.['api']);
    expect(desk['desk']).toMatchObject({ databaseUrl: api?.['databaseUrl'] });
    expect(worker?.['databaseUrl']).toBe(api?.['databaseUrl']);
    script.child.kill('SIGTERM');
    expect(await script.ended).toBe(0);
    expect(starts(script, 'ended').map((message) => message['ended'])).toEqual(
      expect.arrayContaining(['api', 'worker']),
    );
    expect(isAlive(api?.['api'])).toBe(false);
    const again = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    expect(again.adopted).toBe(false);
    await again.stop();
  });

  it('starts a role again that was killed, and says so', async () => {
    const script = supervise();
    await script.message('desk');
    const [first] = starts(script, 'worker');
    process.kill(Number(first?.['worker']), 'SIGKILL');
    await eventually('the worker is back', () => starts(script, 'worker').length === 2);
    expect(script.output()).toContain(
      'LOG The process "worker" ended (SIGKILL); starting it again in 0.2 s.',
    );
    expect(starts(script, 'api')).toHaveLength(1);
  });

  it('starts the database again under the same address, and the roles keep running', async () => {
    const script = supervise();
    const desk = await script.message('desk');
    const { databaseUrl } = desk['desk'] as { databaseUrl: string };
    const before = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    process.kill(before.pid, 'SIGKILL');
    await eventually('the server is dead', () => !before.isRunning());
    await eventually('the supervisor has started it', () =>
      /The database stopped unexpectedly[^]*The database is running/.test(script.output()),
    );
    const after = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    expect(after).toMatchObject({ adopted: true, url: databaseUrl });
    expect(starts(script, 'api')).toHaveLength(1);
  });

  it('leaves no role behind when it is killed, and adopts the database at the next start', async () => {
    const script = supervise();
    const desk = await script.message('desk');
    const { url } = desk['desk'] as { url: string };
    const pids = [starts(script, 'api')[0]?.['api'], starts(script, 'worker')[0]?.['worker']];
    script.child.kill('SIGKILL');
    await eventually('the roles are gone', () => !pids.some(isAlive));
    const next = supervise({ PORT: new URL(url).port });
    expect(await next.message('desk')).toMatchObject({ desk: { url } });
    expect(next.output()).toContain('LOG Using the database that is already running');
  });

  it('gives up when a role cannot start five times in a row', async () => {
    const squatter = net.createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const address = squatter.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const script = supervise({ PORT: String(port) });
      expect(await script.ended).toBe(1);
      expect(script.output().match(/cannot run: EADDRINUSE/g)).toHaveLength(5);
      expect(script.output()).toContain('LOG The process "api" ended 5 times in a row');
      expect(await script.message('desk')).toEqual({ desk: null });
    } finally {
      squatter.close();
    }
  });

  it('passes a configured database on and starts none', async () => {
    const DATABASE_URL = 'postgres://someone:secret@127.0.0.1:9/elsewhere';
    const script = supervise({ DATABASE_URL, REPLYDESK_DATA_DIR: path.join(parent, 'unused') });
    expect(await script.message('desk')).toMatchObject({ desk: { databaseUrl: DATABASE_URL } });
    expect(starts(script, 'worker')[0]).toMatchObject({ databaseUrl: DATABASE_URL });
    expect(fs.existsSync(path.join(parent, 'unused'))).toBe(false);
  });

  it('ends at once with the reason when the database cannot be used', async () => {
    const file = path.join(parent, 'a-file');
    fs.mkdirSync(path.join(file, 'postgres'), { recursive: true });
    fs.writeFileSync(path.join(file, 'postgres', 'photo.jpg'), 'x');
    const script = supervise({ REPLYDESK_DATA_DIR: file });
    expect(await script.ended).toBe(1);
    expect(script.output()).toMatch(/LOG The desk could not start: .*is not a database of this desk/);
  });
});
