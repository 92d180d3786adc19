import { DataSource } from 'typeorm';
import { type Config, configOf } from '../config/config.js';
import { parseEnv } from '../config/env.schema.js';
import { dataSourceOptions } from '../database/data-source.js';
import { tryDatabase } from '../database/wait-for-database.js';
import { migrateQueue } from '../queue/broker.js';
import { prepareStores } from '../sites/prepare-stores.js';
import type { CommandContext, ExitCode } from './command.js';
import { startEmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';

/** The stores a command works with. */
export interface Stores {
  dataSource: DataSource;
  config: Config;
  /** Migrations run before the command; undefined when REPLYDESK_MIGRATE forbids them. */
  migrated: string[] | undefined;
}

/** How a command uses the stores. */
export interface StoresWish {
  /** Migrate even where REPLYDESK_MIGRATE says no. */
  migrate?: boolean;
}

/** A command has nobody waiting for it: unlike a request it may take its time. */
const NO_TIME_LIMIT = { statement_timeout: 0, query_timeout: 0, idle_in_transaction_session_timeout: 0 };

/**
 * Opens the database that DATABASE_URL names, else the embedded one of the data directory (which is started for the
 * time of the work if it does not run), brings it up to date, and does the work.
 * @throws ConfigError, EmbeddedPostgresError: sentences for the person at the terminal.
 */
export function withStores(
  context: CommandContext,
  work: (stores: Stores) => Promise<ExitCode>,
  wish: StoresWish = {},
): Promise<ExitCode> {
  return withDatabase(context, (config) => withDataSource(config, { work, wish }));
}

/**
 * As withStores, for a command that opens its connections itself: the database answers, nothing was changed in it.
 * @param work takes a configuration that names the database.
 */
export async function withDatabase(
  context: CommandContext,
  work: (config: Config) => Promise<ExitCode>,
): Promise<ExitCode> {
  const env = parseEnv(context.terminal.env);
  if (env.DATABASE_URL !== undefined) return whenItAnswers(context, configOf(env), work);
  const progress = patientLog(context);
  const server = await startEmbeddedPostgres({
    dataDir: env.REPLYDESK_DATA_DIR,
    language: context.language,
    log: progress.log,
  }).finally(progress.end);
  try {
    return await whenItAnswers(context, configOf({ ...env, DATABASE_URL: server.url }), work);
  } finally {
    if (!server.adopted) await server.stopIfAlone();
  }
}

/** Milliseconds of silence: a database that is there that soon is not worth a word. */
const QUIET_MS = 1_000;

/** Keeps progress back for a second, and tells it from then on. */
function patientLog(context: CommandContext): { log: (line: string) => void; end: () => void } {
  const kept: string[] = [];
  let quiet = true;
  const timer = setTimeout(() => {
    quiet = false;
    for (const line of kept) context.terminal.err(line);
  }, QUIET_MS);
  return {
    log: (line) => (quiet ? void kept.push(line) : context.terminal.err(line)),
    end: () => clearTimeout(timer),
  };
}

async function whenItAnswers(
  context: CommandContext,
  config: Config,
  work: (config: Config) => Promise<ExitCode>,
): Promise<ExitCode> {
  const trouble = await tryDatabase(config.database.url);
  if (trouble === undefined) return work(config);
  context.terminal.err(trouble.problem);
  return 1;
}

async function withDataSource(
  config: Config,
  job: { work: (stores: Stores) => Promise<ExitCode>; wish: StoresWish },
): Promise<ExitCode> {
  const options = dataSourceOptions({ ...config.database, pool: 2 });
  const dataSource = new DataSource({ ...options, extra: { ...options.extra, ...NO_TIME_LIMIT } });
  await dataSource.initialize();
  try {
    const wanted = config.database.migrate || job.wish.migrate === true;
    const migrated = wanted ? await prepare(dataSource, config) : undefined;
    return await job.work({ dataSource, config, migrated });
  } finally {
    await dataSource.destroy();
  }
}

async function prepare(dataSource: DataSource, config: Config): Promise<string[]> {
  const done = await prepareStores(dataSource, { example: config.example });
  if (config.redisUrl === undefined) await migrateQueue(config.database.url);
  return done;
}
