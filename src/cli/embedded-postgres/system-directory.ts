import fs from 'node:fs';

/** Where root keeps what the database account could not reach beside the desk. */
export const SYSTEM_DIRECTORY = '/var/lib/replydesk';

/** Creates the system directory, passable for every account whatever the umask. */
export function openSystemDirectory(): void {
  fs.mkdirSync(SYSTEM_DIRECTORY, { recursive: true });
  fs.chmodSync(SYSTEM_DIRECTORY, 0o755);
}
