import 'reflect-metadata';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { ScreeningQueue } from '../../src/queue/screening.queue.js';
import { WorkerModule } from '../../src/worker.module.js';
import type { TestDatabase } from './database.js';
import { eventually } from './eventually.js';

/** A running worker on a test database, and ways to look at what it did. */
export interface TestWorker {
  app: INestApplicationContext;
  /** Tells the queue of submissions, as the doors do. */
  enqueue: (...submissions: { id: string }[]) => void;
  /** Waits for the verdict of a submission. Fails when there is more than one. */
  verdictOf: (submission: Submission, options?: { timeoutMs?: number }) => Promise<Verdict>;
  close: () => Promise<void>;
}

/** Environment in which the sweeper looks each second. */
export const QUICK_SWEEPS = { SWEEP_SECONDS: '1', SCREENING_REQUEUE_SECONDS: '1' };

/** Starts a worker as it runs in production. */
export async function startWorker(
  database: TestDatabase,
  env: Record<string, string> = {},
): Promise<TestWorker> {
  const config = configOf(parseEnv({ DATABASE_URL: database.url, LOG_LEVEL: 'fatal', ...env }));
  const app = await NestFactory.createApplicationContext(WorkerModule.register(config), {
    abortOnError: false,
    logger: false,
  });
  const queue = app.get(ScreeningQueue, { strict: false });
  return {
    app,
    close: () => app.close(),
    enqueue: (...submissions) => queue.enqueue(submissions.map(({ id }) => id)),
    async verdictOf(submission, options) {
      const verdicts = await eventually(
        `submission ${submission.body} has a verdict`,
        async () => {
          const rows = await verdictsOf(database.dataSource, submission);
          return rows.length > 0 ? rows : undefined;
        },
        options,
      );
      expect(verdicts).toHaveLength(1);
      return verdicts[0] as Verdict;
    },
  };
}

/** All verdicts of a submission. */
export function verdictsOf(dataSource: DataSource, { id }: Submission): Promise<Verdict[]> {
  return dataSource.getRepository(Verdict).findBy({ submissionId: id });
}

/** State and reason of a submission now. */
export async function stateOf(dataSource: DataSource, { id }: Submission): Promise<[string, string | null]> {
  const { state, reason } = await dataSource.getRepository(Submission).findOneByOrFail({ id });
  return [state, reason];
}

/** The sending side of a queue without a worker; end it with `onApplicationShutdown`. */
export function openQueue(
  database: Pick<TestDatabase, 'url'>,
  env: Record<string, string> = {},
): ScreeningQueue {
  Logger.overrideLogger(false);
  return new ScreeningQueue(configOf(parseEnv({ DATABASE_URL: database.url, LOG_LEVEL: 'fatal', ...env })));
}
