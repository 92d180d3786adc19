import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { poolSettings } from '../../database/data-source.js';
import { MIGRATIONS } from '../../database/migrations/index.js';
import { BACKUP_FORMAT, type BackupHeader, type BackupManifest } from './backup-format.js';
import { secretPrint } from './secret-print.js';
import {
  type Ask,
  type BackupTable,
  copyTarget,
  COPY_SETTINGS,
  listCounters,
  listMigrations,
  listTables,
  quoted,
} from './tables.js';
import { BackupWriter } from './write-backup.js';

/** What is backed up, and where to. */
export interface BackupWish {
  databaseUrl: string;
  /** Version of this program. */
  version: string;
  /** REPLYDESK_SECRET, where it is set; only its print is written. */
  secret: string | undefined;
  target: Writable;
  signal?: AbortSignal;
}

/** What was written. */
export type TakenBackup =
  | { kind: 'taken'; header: BackupHeader; manifest: BackupManifest; strange: string[] }
  /** The database was never set up. */
  | { kind: 'no-tables' }
  /** The database knows migrations that this program does not. */
  | { kind: 'newer-database'; migrations: string[] };

/**
 * Copies every table of the desk out of one snapshot. Blocks no one who reads or writes; only migrations wait for it.
 * @throws what the database or the target throws; the target is then destroyed.
 */
export async function takeBackup(wish: BackupWish): Promise<TakenBackup> {
  const socket = new Socket();
  const client = new pg.Client({
    ...poolSettings(wish.databaseUrl),
    application_name: 'replydesk-backup',
    statement_timeout: 0,
    query_timeout: 0,
    idle_in_transaction_session_timeout: 0,
    stream: () => socket,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const taken = await inSnapshot(client, wish);
    await client.end();
    return taken;
  } finally {
    // A COPY that nobody reads to its end would never let go.
    socket.destroy();
  }
}

async function inSnapshot(client: pg.Client, wish: BackupWish): Promise<TakenBackup> {
  const ask = async <Row>(text: string, values?: unknown[]) =>
    (await client.query(text, values)).rows as Row[];
  const migrations = await listMigrations(ask);
  if (migrations.length === 0) return { kind: 'no-tables' };
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) return { kind: 'newer-database', migrations: unknown };
  // Locks come before the snapshot, so that no table changes its shape in between.
  const before = await listTables(ask);
  await client.query('begin isolation level repeatable read read only');
  await client.query(
    `lock table ${before.tables.map(({ name }) => quoted(name)).join(', ')} in access share mode`,
  );
  await client.query(COPY_SETTINGS);
  const { tables, strange } = await listTables(ask);
  const header = await headerOf(ask, { version: wish.version, tables });
  const writer = new BackupWriter(wish.target, wish.signal);
  try {
    await writer.header(header);
    const sums: BackupManifest['tables'] = [];
    for (const table of tables) {
      const source = client.query(copyTo(`copy ${copyTarget(table)} to stdout`));
      sums.push({ name: table.name, ...(await writer.rows(table.name, source as AsyncIterable<Buffer>)) });
    }
    const manifest = await writer.end({
      tables: sums,
      ...(await totalsOf(ask, { tables, secret: wish.secret })),
    });
    await client.query('commit');
    return { kind: 'taken', header, manifest, strange };
  } catch (error) {
    await writer.abandon(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function headerOf(ask: Ask, facts: { version: string; tables: BackupTable[] }): Promise<BackupHeader> {
  const [row] = await ask<{ at: Date; postgres: string }>(
    `select now() as at, current_setting('server_version') as postgres`,
  );
  if (row === undefined) throw new Error('the database did not tell the time');
  return {
    product: 'replydesk',
    format: BACKUP_FORMAT,
    version: facts.version,
    at: row.at.toISOString(),
    postgres: row.postgres,
    migrations: await listMigrations(ask),
    tables: facts.tables,
  };
}

async function totalsOf(
  ask: Ask,
  facts: { tables: BackupTable[]; secret: string | undefined },
): Promise<Pick<BackupManifest, 'states' | 'counters' | 'secretFrom' | 'secretPrint'>> {
  const counters: BackupManifest['counters'] = [];
  for (const { table, column, sequence } of await listCounters(ask, facts.tables)) {
    // A sequence is of no snapshot: it is at least as far as the rows are.
    const [row] = await ask<{ last: number }>(
      `select case when is_called then last_value else 0 end as last from ${sequence}`,
    );
    counters.push({ table, column, last: row?.last ?? 0 });
  }
  const [kept] = await ask<{ secret: string }>('select secret from instance');
  const secret = facts.secret ?? kept?.secret;
  return {
    states: await countStates(ask),
    counters,
    secretFrom: facts.secret !== undefined ? 'environment' : kept === undefined ? 'none' : 'database',
    secretPrint: secret === undefined ? null : secretPrint(secret),
  };
}

/** Submissions by state, those that there are. */
export async function countStates(ask: Ask): Promise<Record<string, number>> {
  const rows = await ask<{ state: string; submissions: number }>(
    'select state, count(*)::float8 as submissions from submission group by state order by state',
  );
  return Object.fromEntries(rows.map(({ state, submissions }) => [state, submissions]));
}
