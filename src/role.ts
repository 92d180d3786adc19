import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { type Config, configOf } from './config/config.js';
import { ConfigError, parseEnv } from './config/env.schema.js';
import { createDataSource } from './database/data-source.js';
import { waitForDatabase } from './database/wait-for-database.js';
import { JsonLogger } from './http/json-logger.js';
import { migrateQueue } from './queue/broker.js';
import { reasonOf } from './queue/once-a-minute.js';
import { prepareStores } from './sites/prepare-stores.js';

/** A role at work. */
export interface RunningRole {
  app: INestApplicationContext;
  /** What the parent process is told. */
  ready: object;
  /** Says from now on that it is not ready, to whoever sends it work. */
  stopping?: () => void;
}

/** What a process does once its stores are ready. */
export interface Role {
  name: 'api' | 'worker';
  /** Builds and starts the application. */
  start(config: Config, logger: JsonLogger): Promise<RunningRole>;
}

/**
 * Longest orderly shutdown, in milliseconds; a supervisor kills at 15 s. Everything in it has a shorter limit of its own,
 * at most 11 s in all: what is under way 5 s, each store 1 to 3 s.
 */
const SHUTDOWN_MS = 12_000;

/** Milliseconds in which connections that are made already are accepted, so that their requests are answered. */
const LAST_MS = 50;

/**
 * Runs a role until it is told to stop: waits for the database, brings it up to date, starts, and shuts down on
 * SIGTERM, SIGINT or when the parent process is gone: first it is not ready any more, then it takes no more work, ends
 * what is under way, and closes the stores. A second signal changes nothing. Ends the process with 1 and one clear line
 * if it cannot run or cannot stop in order; what was acknowledged is safe either way.
 */
export async function runRole(role: Role): Promise<void> {
  const config = configOrExit();
  const logger = new JsonLogger(config.logLevel, role.name);
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  process.on('disconnect', () => stop.abort());
  process.on('unhandledRejection', (reason) =>
    logger.error(reason instanceof Error ? reason : String(reason), 'process'),
  );

  if (!(await waitForDatabase(config.database.url, (line) => logger.warn(line, role.name), stop.signal)))
    process.exit(0);
  try {
    const started = prepare(config, logger).then(() => role.start(config, logger));
    // Whoever is stopped while it starts has nothing to finish; a migration under way is undone.
    const running = await Promise.race([started, stopped]);
    if (running === undefined) process.exit(0);
    process.send?.({ type: 'ready', ...running.ready });
    await stopped;
    await shutDown(running, { config, logger, name: role.name });
  } catch (error) {
    logger.error(`cannot run: ${reasonOf(error)}`, role.name);
    process.exit(1);
  }
}

async function shutDown(
  { app, stopping }: RunningRole,
  { config, logger, name }: { config: Config; logger: JsonLogger; name: string },
): Promise<never> {
  const delayMs = config.shutdownDelaySeconds * 1_000;
  setTimeout(() => {
    logger.error(`did not stop within ${SHUTDOWN_MS / 1_000} s; ends now`, name);
    process.exit(1);
  }, delayMs + SHUTDOWN_MS).unref();
  stopping?.();
  await new Promise((resolve) => setTimeout(resolve, Math.max(delayMs, LAST_MS)));
  try {
    await app.close();
  } catch (error) {
    logger.error(`did not stop in order: ${reasonOf(error)}`, name);
    process.exit(1);
  }
  process.exit(0);
}

function configOrExit(): Config {
  try {
    return configOf(parseEnv(process.env));
  } catch (error) {
    const lines =
      error instanceof ConfigError
        ? error.problems
        : [error instanceof Error ? error.message : String(error)];
    for (const line of lines) process.stderr.write(`${line}\n`);
    process.exit(1);
  }
}

async function prepare(config: Config, logger: JsonLogger): Promise<void> {
  if (!config.database.migrate) return;
  const dataSource = createDataSource({ ...config.database, pool: 2 });
  await dataSource.initialize();
  try {
    const done = await prepareStores(dataSource, { example: config.example });
    if (config.redisUrl === undefined) await migrateQueue(config.database.url);
    for (const name of done) logger.log(`migrated: ${name}`, 'database');
  } finally {
    await dataSource.destroy();
  }
}
