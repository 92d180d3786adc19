import pg from 'pg';

/** Oldest PostgreSQL the desk runs on: identity columns, BullMQ's backend and generated schemas need 13. */
const OLDEST_MAJOR = 13;

/** What keeps the database from being used, as a sentence without the password. */
export type DatabaseProblem = { problem: string };

/** Address of a server without user, password and options, for messages. */
export function serverOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

/** Tries once to reach the database. Never throws. */
export async function tryDatabase(url: string): Promise<DatabaseProblem | undefined> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    const major = rows[0]?.major ?? 0;
    if (major >= OLDEST_MAJOR) return undefined;
    return {
      problem: `PostgreSQL at ${serverOf(url)} is version ${major}; ${OLDEST_MAJOR} or newer is needed`,
    };
  } catch (error) {
    return { problem: `PostgreSQL at ${serverOf(url)} cannot be used: ${reasonOf(error)}` };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/**
 * Waits until the database can be used; says once per try what is wrong. Waits 0.5 s, doubling to 15 s.
 * @returns false when `signal` was aborted first.
 */
export async function waitForDatabase(
  url: string,
  say: (message: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (let waitMs = 500; !signal.aborted; waitMs = Math.min(waitMs * 2, 15_000)) {
    const trouble = await tryDatabase(url);
    if (trouble === undefined) return true;
    say(`${trouble.problem}; trying again in ${waitMs / 1000} s`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
  return false;
}
