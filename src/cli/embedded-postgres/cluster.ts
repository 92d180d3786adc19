import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { giveTo, runAs } from './account.js';
import { program } from './binaries.js';
import type { Binaries } from './binaries.js';
import { findFreePort } from './free-port.js';
import { draftName, replaceFile } from './leftovers.js';
import type { Place } from './place.js';
import type { Voice } from './voice.js';

const run = promisify(execFile);

/** The superuser of the embedded cluster. */
export const DATABASE_USER = 'postgres';

const settingsSchema = z.object({ password: z.string().min(1), port: z.number().int().min(1).max(65_535) });

/** What the desk remembers about its cluster, in a file (mode 0600) inside it. */
export type ClusterSettings = z.infer<typeof settingsSchema>;

const settingsFile = (cluster: string) => path.join(cluster, 'replydesk.json');

/**
 * Whether a whole cluster is there.
 * @throws EmbeddedPostgresError when the directory belongs to somebody else or holds something else.
 */
export function isInitialised(cluster: string, voice: Voice): boolean {
  if (!fs.existsSync(cluster)) return false;
  const owner = fs.statSync(cluster).uid;
  try {
    if (fs.readdirSync(cluster).length === 0) return false;
    fs.accessSync(settingsFile(cluster), fs.constants.R_OK);
    return fs.existsSync(path.join(cluster, 'PG_VERSION'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') {
      throw voice.refusal('embedded.foreignCluster', { directory: cluster, owner });
    }
    throw voice.refusal('embedded.notACluster', { directory: cluster });
  }
}

/** Major version of the PostgreSQL that made the cluster. */
export function majorOf(cluster: string): number {
  return Number.parseInt(fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8'), 10);
}

/**
 * Password and port of a cluster.
 * @throws when the file is missing or damaged.
 */
export function readSettings(cluster: string): ClusterSettings {
  return settingsSchema.parse(JSON.parse(fs.readFileSync(settingsFile(cluster), 'utf8')));
}

/** Remembers password and port for later starts. */
export function writeSettings(cluster: string, settings: ClusterSettings): void {
  replaceFile(settingsFile(cluster), `${JSON.stringify(settings)}\n`, 0o600);
}

function localeArguments(): string[] {
  // Code point order everywhere; the character classes must know Unicode, which macOS offers under another name.
  if (process.platform === 'linux') return ['--locale=C.UTF-8'];
  return process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=en_US.UTF-8'] : ['--locale=C'];
}

/**
 * Creates the cluster under a name of its own and renames it, so that it exists whole or not at all, even if this
 * process is killed half-way or another one does the same.
 * @throws EmbeddedPostgresError with the last words of initdb when that fails.
 */
export async function createCluster(place: Place, binaries: Binaries, voice: Voice): Promise<void> {
  const { cluster, account } = place;
  voice.tell('embedded.creating', { directory: cluster });
  const draft = draftName(cluster);
  const passwordFile = `${draft}.password`;
  const password = randomBytes(24).toString('base64url');
  try {
    fs.mkdirSync(draft, { mode: 0o700 });
    fs.writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(account, draft);
    giveTo(account, passwordFile);
    await run(
      program(binaries, 'initdb'),
      ['-D', draft, '-U', DATABASE_USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
        .concat('--encoding=UTF8')
        .concat(localeArguments()),
      runAs(account),
    );
    writeSettings(draft, { password, port: await findFreePort() });
    fs.renameSync(draft, cluster);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    const { stderr } = error as { stderr?: string };
    if (stderr === undefined) throw error;
    throw voice.refusal('embedded.initdbFailed', { directory: cluster, reason: stderr.trim() });
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}
