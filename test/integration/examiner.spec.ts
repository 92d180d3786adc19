import { Logger } from '@nestjs/common';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { Examination } from '../../src/domain/examination.entity.js';
import { lastExamination } from '../../src/operations/examinations.js';
import { Examiner } from '../../src/operations/examiner.js';
import { INVARIANTS } from '../../src/operations/invariants/list.js';
import { startWorkerApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let examiner: Examiner;
let errors: jest.SpiedFunction<Logger['error']>;
let lines: jest.SpiedFunction<Logger['log']>;

const newExaminer = () =>
  new Examiner(database.dataSource, configOf(parseEnv({ DATABASE_URL: database.url })));

const stop = async (one: Examiner) => {
  one.onModuleDestroy();
  await one.beforeApplicationShutdown();
};

beforeEach(async () => {
  database = await createTestDatabase();
  examiner = newExaminer();
  errors = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  lines = jest.spyOn(Logger.prototype, 'log').mockReturnValue(undefined);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await stop(examiner);
  await database.destroy();
});

const sql = (query: string, parameters: unknown[] = []) => database.dataSource.query(query, parameters);
const kept = () => database.dataSource.getRepository(Examination).find({ order: { examinedAt: 'ASC' } });
const timePasses = (interval: string) =>
  sql(`update examination set examined_at = examined_at - $1::interval`, [interval]);
const told = (spy: jest.SpiedFunction<Logger['error']>) => spy.mock.calls.map(([line]) => String(line));

describe('the examiner', () => {
  it('works in every worker, by itself', async () => {
    const worker = await startWorkerApp({ databaseUrl: database.url });
    const row = await eventually('the desk was examined', async () => (await kept())[0], {
      timeoutMs: 30_000,
    });
    await worker.close();
    expect(row).toMatchObject({ balanced: true, complete: true });
    expect(await lastExamination(database.dataSource)).toMatchObject({ balanced: true });
  });

  it('examines once a minute, however many workers there are', async () => {
    const other = newExaminer();
    await Promise.all([examiner.look(), other.look(), examiner.look()]);
    await other.look();
    expect(await kept()).toHaveLength(1);
    await timePasses('61 seconds');
    await Promise.all([examiner.look(), other.look()]);
    await stop(other);
    expect(await kept()).toHaveLength(2);
  });

  it('takes a tenth of the time at most', async () => {
    await examiner.look();
    await sql('update examination set duration_ms = 30000');
    await timePasses('5 minutes');
    await examiner.look();
    expect(await kept()).toHaveLength(1);
    await timePasses('31 seconds');
    await examiner.look();
    expect(await kept()).toHaveLength(2);
  });

  it('looks at every verdict once an hour, and at all since then every minute', async () => {
    await examiner.look();
    await timePasses('2 minutes');
    await examiner.look();
    await timePasses('57 minutes');
    await examiner.look();
    await timePasses('2 minutes');
    await examiner.look();
    expect((await kept()).map(({ complete }) => complete)).toEqual([true, false, false, true]);
  });

  it('says once what broke, goes on looking at everything, and says when it holds again', async () => {
    const { id, number } = await given(database.dataSource).heldSubmission();
    await examiner.look();
    await sql('update submission set version = 9 where id = $1', [id]);
    for (let round = 0; round < 3; round++) {
      await timePasses('2 minutes');
      await examiner.look();
    }
    expect(told(errors)).toEqual([
      `invariant broken: every-change-is-recorded, violations: 1, first: submission ${number}; see replydesk doctor`,
    ]);
    expect(await lastExamination(database.dataSource)).toMatchObject({ balanced: false });
    await sql('update submission set version = 2 where id = $1', [id]);
    await timePasses('2 minutes');
    await examiner.look();
    expect(told(lines)).toContain('invariant holds again: every-change-is-recorded');
    expect((await kept()).map(({ balanced }) => balanced)).toEqual([true, false, false, false, true]);
  });

  it('keeps ids and counts for seven days', async () => {
    await examiner.look();
    await timePasses('6 days 23 hours');
    await examiner.look();
    expect(await kept()).toHaveLength(2);
    await timePasses('2 hours');
    await examiner.look();
    const rows = await kept();
    expect(rows).toHaveLength(2);
    expect(rows[1]?.report).toMatchObject({ checks: INVARIANTS.map(({ key }) => ({ key })) });
  });

  it('does not wait for ever for rows from the future: the clock of the database was set back', async () => {
    await examiner.look();
    await timePasses('-3 hours');
    await examiner.look();
    expect(await kept()).toHaveLength(2);
  });

  it('notes that an examination could not be finished, and rests', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    await sql('alter table comment rename to hidden_comment');
    await examiner.look();
    await examiner.look();
    await sql('alter table hidden_comment rename to comment');
    expect(await kept()).toMatchObject([
      { balanced: null, complete: false, report: { failure: expect.any(String) } },
    ]);
    expect(await lastExamination(database.dataSource)).toMatchObject({ balanced: null });
  });

  it('stops in the middle of a long examination', async () => {
    const locking = database.dataSource.createQueryRunner();
    await locking.startTransaction();
    await locking.query('lock table comment in access exclusive mode');
    const looking = examiner.look();
    await eventually('the examination waits', async () => {
      const rows: unknown[] = await sql(
        `select from pg_stat_activity
          where application_name = 'replydesk examiner' and wait_event_type = 'Lock' and datname = current_database()`,
      );
      return rows.length > 0;
    });
    const before = performance.now();
    await stop(examiner);
    expect(performance.now() - before).toBeLessThan(1_500);
    await looking;
    await locking.rollbackTransaction();
    await locking.release();
    expect(await kept()).toEqual([]);
  });

  it('of a worker that hangs does not keep the others from examining', async () => {
    const hanging = database.dataSource.createQueryRunner();
    await hanging.startTransaction();
    await hanging.query(`set local idle_in_transaction_session_timeout = '500ms'`);
    await hanging.query('select pg_advisory_xact_lock(7301114005)');
    await examiner.look();
    expect(await kept()).toEqual([]);
    await eventually('another examines', async () => {
      await examiner.look();
      return (await kept()).length > 0;
    });
    await hanging.release().catch(() => undefined);
  });
});
