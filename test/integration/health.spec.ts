import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBeating } from '../../src/operations/heartbeat.js';
import { readinessOf } from '../../src/operations/readiness.js';
import { startApp, startWorkerApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.destroy());

describe('the health of the api', () => {
  it('is told at /healthz and /readyz, and by the command line', async () => {
    const api = await startApp({ databaseUrl: database.url });
    try {
      expect((await api.inject('/healthz')).statusCode).toBe(200);
      const ready = await api.inject('/readyz');
      expect(ready.json()).toEqual({ accepting: true, screening: 'ok' });
      expect(ready.headers['cache-control']).toBe('no-store');
      await api.app.listen(0, '127.0.0.1');
      const { port } = api.app.getHttpServer().address() as { port: number };
      const health = cliOf({ PORT: String(port), HOST: '127.0.0.1' });
      expect(await health(['health', 'api'])).toMatchObject({
        code: 0,
        stdout: '{"accepting":true,"screening":"ok"}',
      });
    } finally {
      await api.close();
    }
  });

  it('says delayed when a submission waits longer than it should', async () => {
    const { id } = await given(database.dataSource).submission({ receivedAt: new Date(Date.now() - 60_000) });
    expect(await readinessOf(database.dataSource, 15)).toEqual({ accepting: true, screening: 'delayed' });
    expect(await readinessOf(database.dataSource, 120)).toEqual({ accepting: true, screening: 'ok' });
    await database.dataSource.query('delete from submission where id = $1', [id]);
  });

  it('says that nothing is accepted when the database is gone or does not answer in time', async () => {
    const other = await createTestDatabase();
    const lock = other.dataSource.createQueryRunner();
    await lock.startTransaction();
    await lock.query('lock table submission in access exclusive mode');
    expect(await readinessOf(other.dataSource, 15)).toEqual({ accepting: false });
    await lock.rollbackTransaction();
    await lock.release();
    expect(await readinessOf(other.dataSource, 15)).toMatchObject({ accepting: true });
    await other.destroy();
    expect(await readinessOf(other.dataSource, 15)).toEqual({ accepting: false });
  });

  it('is bad when nothing listens', async () => {
    const result = await cliOf({ PORT: '1' })(['health', 'api']);
    expect(result).toMatchObject({ code: 1, stderr: 'Nothing answers at http://127.0.0.1:1/readyz.' });
  });
});

describe('the health of a worker', () => {
  it('is a file that it touches while it works', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'replydesk-health-'));
    const file = join(folder, 'alive');
    const health = cliOf({ WORKER_HEARTBEAT_FILE: file });
    expect(await health(['health', 'worker'])).toMatchObject({ code: 1, stdout: '' });

    const worker = await startWorkerApp({
      databaseUrl: database.url,
      env: { WORKER_HEARTBEAT_FILE: file },
    });
    expect(await health(['health', 'worker'])).toMatchObject({ code: 0, stdout: 'The worker works.' });
    expect(Date.now() - statSync(file).mtimeMs).toBeLessThan(10_000);

    await worker.close();
    expect(await isBeating(file)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('is bad when the file is old or not named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'replydesk-health-'));
    utimesSync(folder, new Date(), new Date(Date.now() - 31_000));
    expect(await isBeating(folder)).toBe(false);
    utimesSync(folder, new Date(), new Date(Date.now() - 5_000));
    expect(await isBeating(folder)).toBe(true);
    rmSync(folder, { recursive: true });
    expect(await cliOf({})(['health', 'worker'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('WORKER_HEARTBEAT_FILE is not set'),
    });
  });
});
