import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUpTo, fillDesk } from './backups.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { cliOf, type CommandResult } from './terminal.js';

type Cli = ReturnType<typeof cliOf>;

/** A desk with something in every table, and its backup. */
export interface SavedDesk {
  database: TestDatabase;
  /** The backup, in a folder that goes with the desk. */
  file: string;
  folder: string;
  /** Runs `replydesk restore` on another database; without a file among the arguments, with the backup. */
  restore: (url: string, args?: string[], more?: Parameters<Cli>[1]) => Promise<CommandResult>;
  close(): Promise<void>;
}

/** Fills a desk and backs it up. */
export async function saveDesk(): Promise<SavedDesk> {
  const cli = cliOf({});
  const folder = mkdtempSync(join(tmpdir(), 'replydesk-restore-'));
  const file = join(folder, 'desk.tar.gz');
  const database = await createTestDatabase({ crawl: false });
  await fillDesk(database.dataSource);
  await backUpTo(file, database.url);
  return {
    database,
    file,
    folder,
    restore: (url, args = [], more = {}) =>
      cli(['restore', ...(args.some((arg) => !arg.startsWith('--')) ? [] : [file]), ...args], {
        ...more,
        env: { DATABASE_URL: url, ...more.env },
      }),
    async close() {
      await database.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}
