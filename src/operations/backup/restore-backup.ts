import type { Readable } from 'node:stream';
import type pg from 'pg';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { dataSourceOptions } from '../../database/data-source.js';
import { MIGRATIONS } from '../../database/migrations/index.js';
import { MIGRATION_LOCK } from '../../database/prepare-database.js';
import { type DoctorReport, examine } from '../doctor.js';
import type { InvariantSettings } from '../invariants/invariant.js';
import { BackupFileError, type BackupHeader, type BackupManifest } from './backup-format.js';
import { loadBackup } from './load-backup.js';
import { readBackup } from './read-backup.js';
import { secretPrint } from './secret-print.js';
import { type Ask, COPY_SETTINGS, listMigrations, listTables, quoted } from './tables.js';
import { type Connections, findContents, findDesk, type Found, RESTORE_APPLICATION } from './target.js';

/** How a restore is wanted. */
export interface RestoreWish {
  databaseUrl: string;
  /** Opens the backup; read once, from its start to its end. */
  source: Readable;
  /** Whether what the database holds may go. */
  replace: boolean;
  /** Whether effects that were still to be done are done from here. */
  resumeEffects: boolean;
  /** Whether the bearer tokens of scripts are left out. */
  withoutTokens: boolean;
  /** REPLYDESK_SECRET, where it is set. */
  secret: string | undefined;
}

/** What a restore did. */
export interface Restored {
  kind: 'restored';
  header: BackupHeader;
  manifest: BackupManifest;
  /** Effects that are kept for people to replay. */
  pausedEffects: number;
  tokens: number;
  /** Whether links that readers and moderators already have keep working. */
  sameSecret: boolean;
}

/** Why nothing was restored; the database is as it was. */
export type NotRestored =
  /** The desk, a migration or another restore works on the database. */
  | { kind: 'in-use'; by: Connections[] }
  | { kind: 'not-empty'; found: Found[] }
  | { kind: 'newer-database'; migrations: string[] };

/** The restore failed, and the database is as it was. */
export class NothingRestoredError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'NothingRestoredError';
  }
}

/**
 * Loads a backup in one transaction: whatever happens on the way, the database is as it was before or holds the whole
 * backup, in the schema of this program.
 * @throws BackupFileError, NothingRestoredError: nothing was changed. Anything else: the answer to the COMMIT was lost.
 */
export async function restoreBackup(wish: RestoreWish): Promise<Restored | NotRestored> {
  return withConnection(wish.databaseUrl, (dataSource) => inTransaction(dataSource, wish));
}

/**
 * Looks at what was restored, as `doctor` does, with what stood still since `at` not counted as late.
 * @param at time of the backup, ISO 8601
 */
export function examineRestored(
  databaseUrl: string,
  at: string,
  settings: InvariantSettings,
): Promise<DoctorReport> {
  return withConnection(databaseUrl, async (dataSource) => {
    await dataSource.query('analyze');
    return examine(dataSource, await asOf(dataSource, at, settings));
  });
}

/** A connection that takes as long as the work takes. */
async function withConnection<T>(
  databaseUrl: string,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const options = dataSourceOptions({ url: databaseUrl, pool: 1 });
  const dataSource = new DataSource({
    ...options,
    applicationName: RESTORE_APPLICATION,
    extra: {
      ...(options.extra as object),
      statement_timeout: 0,
      query_timeout: 0,
      idle_in_transaction_session_timeout: 0,
    },
  } as typeof options);
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** The settings for stores that stood still since `at`: nobody was there to do what is done in time. */
async function asOf(
  dataSource: DataSource,
  at: string,
  settings: InvariantSettings,
): Promise<InvariantSettings> {
  const [row]: { seconds: number }[] = await dataSource.query(
    'select greatest(0, extract(epoch from now() - $1::timestamptz))::float8 as seconds',
    [at],
  );
  const seconds = row?.seconds ?? 0;
  return {
    overdueSeconds: settings.overdueSeconds + seconds,
    addressRetentionDays: settings.addressRetentionDays + Math.ceil(seconds / 86_400),
  };
}

async function inTransaction(dataSource: DataSource, wish: RestoreWish): Promise<Restored | NotRestored> {
  const runner = dataSource.createQueryRunner();
  const client = (await runner.connect()) as pg.PoolClient;
  await runner.startTransaction();
  try {
    const result = await restoreInto({ dataSource, runner, client }, wish).catch(async (error: unknown) => {
      await runner.rollbackTransaction().catch(() => undefined);
      throw error instanceof BackupFileError ? error : new NothingRestoredError(error);
    });
    if (result.kind === 'restored') await runner.commitTransaction();
    else await runner.rollbackTransaction();
    return result;
  } finally {
    await runner.release();
  }
}

interface Session {
  dataSource: DataSource;
  runner: QueryRunner;
  client: pg.PoolClient;
}

async function restoreInto(session: Session, wish: RestoreWish): Promise<Restored | NotRestored> {
  const ask: Ask = (text, values) => session.runner.query(text, values);
  const refusal = await refusalOf(ask, wish);
  if (refusal !== undefined) return refusal;
  await ask(COPY_SETTINGS);
  const { header, manifest } = await loadBackup(readBackup(wish.source), {
    client: session.client,
    ask,
    prepare: (of) => prepareSchema(session, of.migrations),
  });
  await runMigrations(session, () => true);
  const pausedEffects = wish.resumeEffects ? 0 : await pauseEffects(ask);
  if (wish.withoutTokens) await ask('delete from api_token');
  const [row] = await ask<{ tokens: number; secret: string | null }>(
    'select (select count(*) from api_token)::int as tokens, (select secret from instance) as secret',
  );
  const secret = wish.secret ?? row?.secret ?? undefined;
  return {
    kind: 'restored',
    header,
    manifest,
    pausedEffects,
    tokens: row?.tokens ?? 0,
    sameSecret:
      manifest.secretPrint === null || (secret !== undefined && secretPrint(secret) === manifest.secretPrint),
  };
}

/** Why the database cannot take a backup now. Afterwards nobody else can use its tables until the transaction ends. */
async function refusalOf(ask: Ask, wish: RestoreWish): Promise<NotRestored | undefined> {
  const [lock] = await ask<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [MIGRATION_LOCK]);
  const before = await findDesk(ask);
  if (lock?.got !== true || before.length > 0) return { kind: 'in-use', by: before };
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = (await listMigrations(ask)).filter((name) => !known.has(name));
  if (unknown.length > 0) return { kind: 'newer-database', migrations: unknown };
  const list = await listTables(ask);
  if (list.tables.length > 0) {
    await ask(
      `lock table ${list.tables.map(({ name }) => quoted(name)).join(', ')} in access exclusive mode`,
    );
  }
  const meanwhile = await findDesk(ask);
  if (meanwhile.length > 0) return { kind: 'in-use', by: meanwhile };
  const found = wish.replace ? [] : await findContents(ask, list);
  return found.length > 0 ? { kind: 'not-empty', found } : undefined;
}

/** Takes back every migration and runs those of the backup, so that the schema is exactly what it was. */
async function prepareSchema(session: Session, wanted: readonly string[]): Promise<void> {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  if (wanted.some((name) => !known.has(name))) throw new BackupFileError('newer', 'unknown migrations');
  const { dataSource, runner } = session;
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  for (let left = await executor.getExecutedMigrations(); left.length > 0; left = left.slice(1)) {
    await executor.undoLastMigration();
  }
  await runMigrations(session, (name) => wanted.includes(name));
}

/** Runs those migrations that are pending and wanted, in the transaction that is open. */
async function runMigrations(
  { dataSource, runner }: Session,
  wanted: (name: string) => boolean,
): Promise<void> {
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  for (const migration of await executor.getPendingMigrations()) {
    if (wanted(migration.name)) await executor.executeMigration(migration);
  }
}

/** What the desk of the backup had still to tell may have been told meanwhile: people decide whether it is told again. */
async function pauseEffects(ask: Ask): Promise<number> {
  const [row] = await ask<{ paused: number }>(
    `with paused as (
       update outbox set state = 'dead', queued_at = null, finished_at = now(), last_error = 'restored from a backup'
        where state = 'pending' returning 1)
     select count(*)::int as paused from paused`,
  );
  return row?.paused ?? 0;
}
