import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DATABASE_USER } from './cluster.js';
import type { ClusterSettings } from './cluster.js';

/** Name under which the manager itself connects, so that two managers do not take each other for users. */
const MANAGER = 'replydesk database manager';
const RECOVERY_NOTICE_MS = 2_000;
const LONGEST_PAUSE_MS = 250;

/** Connection address of a database of the cluster. */
export function urlOf(settings: ClusterSettings, database: string): string {
  return `postgres://${DATABASE_USER}:${settings.password}@127.0.0.1:${settings.port}/${database}`;
}

async function connect(settings: ClusterSettings): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(settings, 'postgres'),
    application_name: MANAGER,
    connectionTimeoutMillis: 10_000,
  });
  // A server that goes away under the connection is noticed by the next query.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

/** 57P03: starting, repairing or shutting down. 53300: all connections taken. The others: not listening (yet). */
const NOT_YET = new Set(['57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02']);

/**
 * Connects as soon as the server serves.
 * @param wait.isRunning whether its process still runs
 * @param wait.onSlow called once when it takes long
 * @returns undefined when the process ended before.
 */
export async function connectWhenServing(
  settings: ClusterSettings,
  wait: { isRunning(): boolean; onSlow(): void },
): Promise<pg.Client | undefined> {
  const slowAt = Date.now() + RECOVERY_NOTICE_MS;
  let told = false;
  let pauseMs = 5;
  while (wait.isRunning()) {
    try {
      return await connect(settings);
    } catch (error) {
      if (!NOT_YET.has(codeOf(error)) && wait.isRunning()) throw error;
    }
    if (!told && Date.now() > slowAt) {
      told = true;
      wait.onSlow();
    }
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS);
  }
  return undefined;
}

/**
 * Creates the database unless it exists.
 * @param database lower-case letters, digits and `_`
 */
export async function ensureDatabase(client: pg.Client, database: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount !== 0) return;
  try {
    await client.query(`create database ${client.escapeIdentifier(database)} template template0`);
  } catch (error) {
    // 42P04, 23505: another process was faster.
    if (codeOf(error) !== '42P04' && codeOf(error) !== '23505') throw error;
  }
}

/**
 * Whether nobody but database managers is connected to the server.
 * @param patienceMs how long those who are just leaving may take
 * @returns also true when the server does not answer because it is not there.
 */
export async function nobodyConnected(settings: ClusterSettings, patienceMs: number): Promise<boolean> {
  let client: pg.Client;
  try {
    client = await connect(settings);
  } catch (error) {
    return codeOf(error) === 'ECONNREFUSED';
  }
  try {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const others = await client.query(
        `select 1 from pg_stat_activity where backend_type = 'client backend' and application_name <> $1 limit 1`,
        [MANAGER],
      );
      if (others.rowCount === 0) return true;
      if (Date.now() > deadline) return false;
      await delay(25);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
