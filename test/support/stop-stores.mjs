import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest's global teardown: stops the embedded PostgreSQL that test/support/database.ts started. */
export default function stopStores() {
  if (process.env.REPLYDESK_KEEP_TEST_SERVER === 'true') return;
  const directory = join(tmpdir(), `replydesk-test-${process.getuid?.() ?? 'user'}`);
  const pointer = join(directory, 'postgres.location');
  const cluster = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(directory, 'postgres');
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGINT');
  } catch {
    // It has already gone.
  }
}
