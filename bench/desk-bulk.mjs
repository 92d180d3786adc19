import { setTimeout as pause } from 'node:timers/promises';
import { startNode } from './processes.mjs';

/** How often the progress is asked for, in milliseconds. */
const LOOK_MS = 100;

const ENDED = ['done', 'cancelled', 'failed'];

/**
 * Rejects about `wanted` held submissions by one decision, which a second person lets begin, and takes it back: through the
 * API and a worker with the shipped settings.
 * @param {{ ask: Function, askSecond: Function, dataSource: import('typeorm').DataSource, env: object, wanted: number }} wish
 * @returns {Promise<string[][]>} rows of a table: what, submissions, seconds from the request until it was done.
 */
export async function measureBulk({ ask, askSecond, dataSource, env, wanted }) {
  const filter = await oldest(dataSource, wanted);
  const worker = await startNode('../dist/worker.js', { env });
  try {
    const { answer } = await ask(`/review/bulk/matching?${new URLSearchParams(filter)}`);
    const { count } = answer;
    const rejecting = await timed(async () => {
      const wish = { act: 'reject', reason: 'off-topic', filter, expected: count, typed: count };
      return endOf(ask, askSecond, (await ask('/review/bulk', wish)).answer);
    });
    const undoing = await timed(async () =>
      endOf(ask, askSecond, (await ask(`/review/bulk/${rejecting.bulk.id}/undo`, {})).answer),
    );
    return [
      ['decide', String(rejecting.bulk.recorded), rejecting.seconds],
      ['take back', String(undoing.bulk.recorded), undoing.seconds],
    ];
  } finally {
    await worker.stop();
  }
}

async function timed(run) {
  const start = performance.now();
  const bulk = await run();
  return { bulk, seconds: ((performance.now() - start) / 1_000).toFixed(1) };
}

async function endOf(ask, askSecond, bulk) {
  if (bulk.state === 'waiting_for_second') await askSecond(`/review/bulk/${bulk.id}/approve`, {});
  for (;;) {
    const { answer } = await ask(`/review/bulk/${bulk.id}`);
    if (ENDED.includes(answer.state)) return answer;
    await pause(LOOK_MS);
  }
}

/** Chooses about so many: what has been held since before a moment. */
async function oldest(dataSource, wanted) {
  const [row] = await dataSource.query(
    `select received_at as at from submission where state = 'held' order by received_at offset $1 limit 1`,
    [wanted],
  );
  return { queue: 'held', ...(row !== undefined && { to: row.at.toISOString() }) };
}
