import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/**
 * Jest's global teardown: stops the embedded PostgreSQL that test/support/database.ts started, unless another run on
 * this machine is using it.
 */
export default async function stopStores() {
  if (process.env.REPLYDESK_KEEP_TEST_SERVER === 'true') return;
  const directory = join(tmpdir(), `replydesk-test-${process.getuid?.() ?? 'user'}`);
  const pointer = join(directory, 'postgres.location');
  const cluster = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(directory, 'postgres');
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  try {
    if (await isUsed(cluster)) return;
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGINT');
  } catch {
    // It has already gone.
  }
}

/** Whether somebody else is connected; if not, drops what runs that were cut off have left. */
async function isUsed(cluster) {
  const { port, password } = JSON.parse(readFileSync(join(cluster, 'replydesk.json'), 'utf8'));
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    if (rows.length > 0) return true;
    const left = await client.query(
      `select datname from pg_database where datname ~ '^(test|empty)_[0-9a-f]{12}$'`,
    );
    for (const { datname } of left.rows) await client.query(`drop database ${datname}`);
    return false;
  } finally {
    await client.end();
  }
}
