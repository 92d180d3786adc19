import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClockWatch, SKEW_LIMIT_MS } from '../../src/operations/clock-watch.js';
import { HealthController } from '../../src/operations/health.controller.js';
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
      const expected = { accepting: true, screening: 'ok', balanced: null, examinedAt: null, clock: 'ok' };
      expect(ready.json()).toEqual(expected);
      expect(ready.headers['cache-control']).toBe('no-store');
      await api.app.listen(0, '127.0.0.1');
      const { port } = api.app.getHttpServer().address() as { port: number };
      const health = cliOf({ PORT: String(port), HOST: '127.0.0.1' });
      expect(await health(['health', 'api'])).toMatchObject({
        code: 0,
        stdout: JSON.stringify(expected),
      });
    } finally {
      await api.close();
    }
  });

  it('says delayed when a submission waits longer than it should', async () => {
    const { id } = await given(database.dataSource).submission({ receivedAt: new Date(Date.now() - 60_000) });
    expect(await readinessOf(database.dataSource, 15)).toMatchObject({
      accepting: true,
      screening: 'delayed',
    });
    expect(await readinessOf(database.dataSource, 120)).toMatchObject({ accepting: true, screening: 'ok' });
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

  it.each([
    ['balanced', true, '1 minute', true],
    ['not balanced', false, '1 minute', false],
    ['unknown when it could not be finished', null, '1 minute', null],
    ['unknown after five minutes', true, '6 minutes', null],
  ])('tells of the last examination: %s', async (_what, found, age, balanced) => {
    await database.dataSource.query(
      `insert into examination (id, examined_at, duration_ms, balanced, complete, report)
       values ('00000000-0000-4000-8000-000000000001', now() - $1::interval, 100, $2, true, '{"checks": []}')`,
      [age, found],
    );
    const answer = await readinessOf(database.dataSource, 15);
    expect(answer).toMatchObject({ accepting: true, screening: 'ok', balanced, clock: null });
    expect('examinedAt' in answer && answer.examinedAt !== null).toBe(balanced !== null);
    await database.dataSource.query('delete from examination');
  });

  it('says that nothing is accepted from the moment it stops', async () => {
    const api = await startApp({ databaseUrl: database.url });
    api.app.get(HealthController).stop();
    const ready = await api.inject('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([503, { accepting: false }]);
    expect((await api.inject('/healthz')).statusCode).toBe(200);
    await api.close();
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

describe('the clock of a process', () => {
  const realNow = Date.now;
  const wrongBy = (ms: number) => jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ms);

  afterEach(() => jest.restoreAllMocks());

  it.each([
    [0, 'ok', 0],
    [SKEW_LIMIT_MS - 1_000, 'ok', 0],
    [SKEW_LIMIT_MS + 1_000, 'skewed', 1],
    [-60_000, 'skewed', 1],
    [86_400_000, 'skewed', 1],
  ])('%i ms from the database’s is %s', async (ms, state, alarms) => {
    const alarm = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    const watch = new ClockWatch(database.dataSource);
    expect(watch.state).toBeNull();
    wrongBy(ms);
    await watch.compare();
    expect(watch.state).toBe(state);
    expect(alarm).toHaveBeenCalledTimes(alarms);
    expect(Math.abs((watch.offset?.offsetMs ?? 0) + ms)).toBeLessThan(1_000);
  });

  it('is unknown while the database is away', async () => {
    const other = await createTestDatabase();
    const watch = new ClockWatch(other.dataSource);
    await other.destroy();
    await watch.compare();
    expect(watch.state).toBeNull();
  });

  it('is told at /readyz', async () => {
    jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    wrongBy(10_000);
    const api = await startApp({ databaseUrl: database.url });
    expect((await api.inject('/readyz')).json()).toMatchObject({ accepting: true, clock: 'skewed' });
    await api.close();
  });
});
