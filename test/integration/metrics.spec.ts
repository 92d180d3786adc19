import { Logger } from '@nestjs/common';
import { createServer } from 'node:http';
import { ClockWatch } from '../../src/operations/clock-watch.js';
import { INVARIANTS } from '../../src/operations/invariants/list.js';
import { Metrics } from '../../src/operations/metrics/metrics.js';
import { MetricsServer } from '../../src/operations/metrics/metrics-server.js';
import { startApp, startWorkerApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { QUICK_SWEEPS, startWorker } from '../support/screening.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.destroy());

const ON = { METRICS_PORT: '0' };

async function numbersOf(app: {
  get: (type: typeof MetricsServer, options: { strict: false }) => MetricsServer;
}) {
  const { port } = app.get(MetricsServer, { strict: false });
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/plain'),
  ]);
  return answer.text();
}

describe('the numbers of the desk', () => {
  it('tell what the stores hold', async () => {
    const rows = given(database.dataSource);
    await rows.submission({ receivedAt: new Date(Date.now() - 120_000) });
    await rows.heldSubmission();
    await rows.settled('approve');
    const api = await startApp({ databaseUrl: database.url, env: ON });
    const text = await numbersOf(api.app);
    await api.close();
    expect(text).toContain('replydesk_submissions{state="received"} 1\n');
    expect(text).toContain('replydesk_submissions{state="held"} 1\n');
    expect(text).toContain('replydesk_submissions{state="withdrawn"} 0\n');
    expect(text).toContain('replydesk_effects{state="pending"} 0\n');
    expect(text).toContain('replydesk_bulks{state="running"} 0\n');
    expect(text).toContain('replydesk_database_up 1\n');
    expect(Number(/^replydesk_oldest_waiting_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(119);
    expect(Math.abs(Number(/^replydesk_clock_offset_seconds (\S+)$/m.exec(text)?.[1]))).toBeLessThan(2);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(text).not.toMatch(/^replydesk_(balanced|examination_age_seconds) /m);
  });

  it('tell of the last examination, each invariant by name', async () => {
    await database.dataSource.query(
      `insert into examination (id, examined_at, duration_ms, balanced, complete, report)
       values ('00000000-0000-4000-8000-000000000001', now(), 1500, false, true, $1)`,
      [JSON.stringify({ checks: INVARIANTS.map(({ key }, index) => ({ key, violations: index })) })],
    );
    const worker = await startWorkerApp({ databaseUrl: database.url, env: ON });
    const text = await numbersOf(worker.app);
    await worker.close();
    expect(text).toContain('replydesk_balanced 0\n');
    expect(text).toContain('replydesk_examination_duration_seconds 1.5\n');
    for (const [index, { key }] of INVARIANTS.entries()) {
      expect(text).toContain(`replydesk_invariant_violations{invariant="${key}"} ${index}\n`);
    }
  });

  it('count answers by the pattern of the route, never by the address', async () => {
    const api = await startApp({ databaseUrl: database.url, env: ON });
    for (const url of ['/healthz', '/healthz', '/secret-path/42', '/example/?p=secret'])
      await api.inject(url);
    const text = await numbersOf(api.app);
    await api.close();
    expect(text).toContain(
      'replydesk_http_request_duration_seconds_count{method="GET",route="/healthz",status="2xx"} 2\n',
    );
    expect(text).toContain('{method="GET",route="none",status="4xx"} 1\n');
    expect(text).not.toContain('secret');
  });

  it('count verdicts, and how long they took', async () => {
    const worker = await startWorker(database, { ...QUICK_SWEEPS, ...ON });
    const submission = await given(database.dataSource).submission();
    worker.enqueue(submission);
    await worker.verdictOf(submission);
    const text = await eventually('the verdict is counted', async () => {
      const now = await numbersOf(worker.app);
      return now.includes('replydesk_verdicts_total{outcome="hold"} 1\n') ? now : undefined;
    });
    await worker.close();
    expect(text).toContain('replydesk_screening_duration_seconds_count{outcome="hold"} 1\n');
  });

  it('ask the database once in ten seconds', async () => {
    const metrics = new Metrics(database.dataSource, new ClockWatch(database.dataSource));
    const query = jest.spyOn(database.dataSource, 'query');
    await Promise.all([metrics.text(), metrics.text()]);
    const asked = query.mock.calls.length;
    await metrics.text();
    expect(query.mock.calls).toHaveLength(asked);
    expect(asked).toBeGreaterThan(0);
    query.mockRestore();
  });

  it('leave out what a database that is away cannot tell', async () => {
    const other = await createTestDatabase();
    const metrics = new Metrics(other.dataSource, new ClockWatch(other.dataSource));
    await other.destroy();
    const { body } = await metrics.text();
    expect(body).toContain('replydesk_database_up 0\n');
    expect(body).not.toMatch(/^replydesk_(submissions|oldest_waiting_seconds|clock_offset_seconds)/m);
  });

  it('are on a port of their own, and nowhere when that is not set', async () => {
    const api = await startApp({ databaseUrl: database.url, env: ON });
    expect((await api.inject('/metrics')).statusCode).toBe(404);
    const { port } = api.app.get(MetricsServer, { strict: false });
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(404);
    await api.close();
    const silent = await startApp({ databaseUrl: database.url });
    expect(silent.app.get(MetricsServer, { strict: false }).port).toBeUndefined();
    await silent.close();
  });

  it('of a worker are on the port after the api’s; one that is taken is told, and readers are served', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const env = { METRICS_PORT: String(port - 1) };
    const worker = await startWorkerApp({ databaseUrl: database.url, env });
    expect(worker.app.get(MetricsServer, { strict: false }).port).toBeUndefined();
    expect(error).toHaveBeenCalledWith(expect.stringContaining(`port ${port}`));
    await worker.close();
    await new Promise((resolve) => taken.close(resolve));
    error.mockRestore();
  });
});
