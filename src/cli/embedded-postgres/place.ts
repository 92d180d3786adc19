import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { canEnter, databaseAccount, runsAsRoot } from './account.js';
import type { Account } from './account.js';
import { draftName, removeLeftovers } from './leftovers.js';
import { SYSTEM_DIRECTORY, openSystemDirectory } from './system-directory.js';
import type { Voice } from './voice.js';

/** Where the cluster of a desk lives (or will live) and who runs it. */
export interface Place {
  cluster: string;
  logFile: string;
  account: Account;
}

const CLUSTER = 'postgres';
const POINTER = 'postgres.location';

/** Name of the file in the data directory that names a cluster kept elsewhere. */
export function pointerOf(dataDir: string): string {
  return path.join(dataDir, POINTER);
}

function readPointer(dataDir: string, voice: Voice): string | undefined {
  const pointer = pointerOf(dataDir);
  if (!fs.existsSync(pointer)) return undefined;
  const cluster = fs.readFileSync(pointer, 'utf8').trim();
  if (!path.isAbsolute(cluster) || cluster.includes('\n')) {
    throw voice.refusal('embedded.badPointer', { pointer });
  }
  // Its parent is made before the pointer, so that a cluster not yet made can be told from one that was lost.
  const directory = path.dirname(cluster);
  if (!fs.existsSync(directory)) throw voice.refusal('embedded.placeGone', { directory, pointer });
  return cluster;
}

/**
 * Where the cluster of this data directory is, or undefined when none was made yet.
 * @throws EmbeddedPostgresError when the pointer file is damaged or names a folder that is gone.
 */
export function findCluster(dataDir: string, voice: Voice): string | undefined {
  const cluster = readPointer(dataDir, voice) ?? path.join(dataDir, CLUSTER);
  return fs.existsSync(cluster) ? cluster : undefined;
}

/** Creates the data directory: private, but when root makes it, passable (not listable) for the database account. */
export function openDataDirectory(dataDir: string): void {
  if (fs.mkdirSync(dataDir, { recursive: true }) === undefined) return;
  fs.chmodSync(dataDir, runsAsRoot() ? 0o711 : 0o700);
}

/** Claims a directory of its own for this desk; of several processes one wins, and all use the winner's. */
function claimElsewhere(dataDir: string, voice: Voice, account: Account): string {
  openSystemDirectory();
  const pointer = pointerOf(dataDir);
  removeLeftovers(pointer);
  const directory = path.join(SYSTEM_DIRECTORY, randomUUID());
  const cluster = path.join(directory, CLUSTER);
  fs.mkdirSync(directory);
  fs.chmodSync(directory, 0o711);
  const draft = draftName(pointer);
  fs.writeFileSync(draft, `${cluster}\n`, { mode: 0o644 });
  try {
    fs.linkSync(draft, pointer);
  } catch (error) {
    fs.rmdirSync(directory);
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readPointer(dataDir, voice) ?? cluster;
  } finally {
    fs.rmSync(draft, { force: true });
  }
  voice.tell('embedded.elsewhere', { account: account.name, dataDir, directory, pointer });
  return cluster;
}

/**
 * Decides where the cluster lives: in the data directory, or, when root runs the desk in a directory that the database
 * account cannot enter, in a directory of the system that a pointer file names from then on.
 * @param dataDir exists
 * @throws EmbeddedPostgresError when an existing cluster is out of reach.
 */
export async function choosePlace(dataDir: string, voice: Voice): Promise<Place> {
  const existing = findCluster(dataDir, voice);
  const owner = existing === undefined ? undefined : fs.statSync(existing);
  const account = databaseAccount(owner, voice);
  const pointed = readPointer(dataDir, voice);
  const home = path.dirname(pointed ?? path.join(dataDir, CLUSTER));
  if (await canEnter(account, home)) return placeAt(pointed ?? path.join(home, CLUSTER), account);
  if (existing !== undefined || pointed !== undefined) {
    throw voice.refusal('embedded.cannotEnter', { directory: home, account: account.name });
  }
  return placeAt(claimElsewhere(dataDir, voice, account), account);
}

function placeAt(cluster: string, account: Account): Place {
  const home = fs.realpathSync(path.dirname(cluster));
  const name = path.basename(cluster);
  return { cluster: path.join(home, name), logFile: path.join(home, `${name}.log`), account };
}
