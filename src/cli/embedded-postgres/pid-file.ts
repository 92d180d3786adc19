import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { replaceFile } from './leftovers.js';
import { IMPOSSIBLE_PID, anyoneWorksIn, isPostgres, pidIsTaken, worksIn } from './processes.js';

const PID_FILE = 'postmaster.pid';

/** First lines of the server's lock file: process, data directory. */
interface PidFile {
  pid: number;
  directory: string;
}

function readPidFile(cluster: string): PidFile | 'none' | 'empty' {
  let text: string;
  try {
    text = fs.readFileSync(path.join(cluster, PID_FILE), 'utf8');
  } catch {
    return 'none';
  }
  const [first, directory] = text.split('\n');
  const pid = Number.parseInt(first ?? '', 10);
  return pid > 0 ? { pid, directory: directory ?? '' } : 'empty';
}

function sameDirectory(one: string, other: string): boolean {
  try {
    return fs.realpathSync(one) === fs.realpathSync(other);
  } catch {
    return false;
  }
}

/** Process of the server that runs on this cluster now; a stale lock file, a zombie or a reused number is none. */
export function runningServer(cluster: string): number | undefined {
  const lock = readPidFile(cluster);
  if (typeof lock === 'string' || !isPostgres(lock.pid)) return undefined;
  const ours = worksIn(lock.pid, cluster) ?? sameDirectory(lock.directory, cluster);
  return ours ? lock.pid : undefined;
}

/**
 * Makes a lock file that a dead server left acceptable for the next one. Removing it would also remove the server's own
 * check that no process of its predecessor is still attached to the shared memory, so only the number is replaced, and
 * only where PostgreSQL would take it for a living server (a zombie, or a number that another program has now).
 * The caller holds the cluster's lock and saw no running server.
 */
export async function disarmStaleLock(cluster: string): Promise<void> {
  const file = path.join(cluster, PID_FILE);
  for (let waited = 0; waited < 5_000 && anyoneWorksIn(cluster); waited += 50) await delay(50);
  let lock = readPidFile(cluster);
  for (let waited = 0; waited < 1_000 && lock === 'empty'; waited += 50) {
    await delay(50);
    lock = readPidFile(cluster);
  }
  if (lock === 'none') return;
  if (lock === 'empty') {
    // Killed between creating the file and writing it: the server never ran, and PostgreSQL refuses an empty lock.
    fs.rmSync(file, { force: true });
  } else if (pidIsTaken(lock.pid) && runningServer(cluster) === undefined) {
    const [, ...rest] = fs.readFileSync(file, 'utf8').split('\n');
    replaceFile(file, [String(IMPOSSIBLE_PID), ...rest].join('\n'), 0o600);
  }
}
