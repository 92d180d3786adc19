import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { type Config, configOf } from './config/config.js';
import { ConfigError, parseEnv } from './config/env.schema.js';
import { createDataSource } from './database/data-source.js';
import { waitForDatabase } from './database/wait-for-database.js';
import { JsonLogger } from './http/json-logger.js';
import { migrateQueue } from './queue/broker.js';
import { prepareStores } from './sites/prepare-stores.js';

/** What a process does once its stores are ready. */
export interface Role {
  name: 'api' | 'worker';
  /** Builds and starts the application; `ready` is what the parent process is told. */
  start(config: Config, logger: JsonLogger): Promise<{ app: INestApplicationContext; ready: object }>;
}

/** Longest orderly shutdown, in milliseconds; a supervisor kills at 15 s. */
const SHUTDOWN_MS = 12_000;

/**
 * Runs a role until it is told to stop: waits for the database, brings it up to date, starts, and shuts down on
 * SIGTERM, SIGINT or when the parent process is gone. Ends the process with 1 and one clear line if it cannot run.
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
    await prepare(config, logger);
    const { app, ready } = await role.start(config, logger);
    process.send?.({ type: 'ready', ...ready });
    await stopped;
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    await app.close();
    process.exit(0);
  } catch (error) {
    logger.error(`cannot run: ${error instanceof Error ? error.message : String(error)}`, role.name);
    process.exit(1);
  }
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
