import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { runAs } from './account.js';
import { program } from './binaries.js';
import type { Binaries } from './binaries.js';
import { readSettings, writeSettings } from './cluster.js';
import { findFreePort, portIsFree } from './free-port.js';
import { disarmStaleLock, runningServer } from './pid-file.js';
import type { Place } from './place.js';
import { isRunning } from './processes.js';
import type { Voice } from './voice.js';

/** The log is moved to `postgres.log.1` at a start when it is larger. */
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const ATTEMPTS = 5;
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

function openLog(logFile: string): number {
  const size = fs.statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) fs.renameSync(logFile, `${logFile}.1`);
  return fs.openSync(logFile, 'a', 0o600);
}

function tailOf(logFile: string): string {
  return fs.readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}

async function portToUse(cluster: string): Promise<number> {
  const settings = readSettings(cluster);
  if (await portIsFree(settings.port)) return settings.port;
  const port = await findFreePort();
  writeSettings(cluster, { ...settings, port });
  return port;
}

/** Starts the server program; it outlives this process and gets no Ctrl-C of its terminal. */
function launch(place: Place, binaries: Binaries, port: number): { hasExited(): boolean } {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=128MB',
    'ssl=off',
    'log_line_prefix=%m [%p] ',
  ].flatMap((setting) => ['-c', setting]);
  const log = openLog(place.logFile);
  const { cwd, env, uid, gid } = runAs(place.account);
  const child = spawn(program(binaries, 'postgres'), ['-D', place.cluster, '-p', String(port), ...settings], {
    cwd,
    env,
    uid,
    gid,
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  });
  fs.closeSync(log);
  let exited = false;
  child.once('exit', () => (exited = true));
  child.once('error', () => (exited = true));
  child.unref();
  return { hasExited: () => exited };
}

/**
 * Waits until the launched server, or one that a killed process launched at the same moment, owns the cluster.
 * @returns its process, or undefined when the launched one has ended and no other runs.
 */
async function ownerOf(cluster: string, launched: { hasExited(): boolean }): Promise<number | undefined> {
  for (;;) {
    const ended = launched.hasExited();
    const pid = runningServer(cluster);
    if (pid !== undefined || ended) return pid;
    await delay(5);
  }
}

/**
 * Starts a server on the cluster and answers when it owns it (it may still be repairing itself).
 * The caller holds the cluster's lock and saw no running server.
 * @returns its process.
 * @throws EmbeddedPostgresError with the last lines of its log when it does not start.
 */
export async function startServer(place: Place, binaries: Binaries, voice: Voice): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await disarmStaleLock(place.cluster);
    const pid = await ownerOf(place.cluster, launch(place, binaries, await portToUse(place.cluster)));
    if (pid !== undefined) return pid;
    await delay(attempt * 200);
  }
  throw startFailure(place, voice);
}

/** The error of a server that ended instead of serving. */
export function startFailure(place: Place, voice: Voice): Error {
  const { cluster: directory, logFile } = place;
  return voice.refusal('embedded.startFailed', { directory, logFile, reason: tailOf(logFile) });
}

async function endsWithin(pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 10) {
    if (!isRunning(pid)) return true;
    await delay(10);
  }
  return false;
}

/**
 * Ends the server of this cluster, if one runs: politely, with all connections closed, and after 30 s at once, which
 * loses no committed row.
 */
export async function stopServer(cluster: string): Promise<void> {
  const pid = runningServer(cluster);
  if (pid === undefined) return;
  for (const [signal, patience] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await endsWithin(pid, patience)) return;
  }
}
