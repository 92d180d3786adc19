import path from 'node:path';
import type { Language } from '../../messages/messages.js';
import { findBinaries } from './binaries.js';
import type { Binaries } from './binaries.js';
import { createCluster, isInitialised, majorOf, readSettings } from './cluster.js';
import { connectWhenServing, ensureDatabase, nobodyConnected, urlOf } from './connections.js';
import { removeLeftovers } from './leftovers.js';
import { alone } from './lock.js';
import { runningServer } from './pid-file.js';
import { choosePlace, findCluster, openDataDirectory } from './place.js';
import type { Place } from './place.js';
import { isRunning } from './processes.js';
import { startFailure, startServer, stopServer } from './server.js';
import { voiceOf } from './voice.js';
import type { Voice } from './voice.js';

const DEFAULT_DATABASE = 'replydesk';
const SERVE_ATTEMPTS = 5;
const LEAVING_PATIENCE_MS = 500;

/** What to start. */
export interface EmbeddedPostgresOptions {
  /** The desk's data directory; created when missing. */
  dataDir: string;
  /** Database in the cluster, created when missing: lower-case letters, digits, `_`. Default `replydesk`. */
  database?: string;
  /** Takes progress, one sentence at a time. */
  log: (message: string) => void;
  /** Language of the sentences and of errors. Default English. */
  language?: Language;
}

/** A running embedded PostgreSQL server. */
export interface EmbeddedPostgres {
  /** Connection address with password, on 127.0.0.1. */
  url: string;
  /** Process of the server. */
  pid: number;
  /** It ran before this call. */
  adopted: boolean;
  /** This call created the cluster. */
  created: boolean;
  /** Whether its process still runs; cheap. */
  isRunning(): boolean;
  /** Ends the server, closing everybody's connections. */
  stop(): Promise<void>;
  /** Ends the server unless somebody is still connected; true when it does not run any more. */
  stopIfAlone(): Promise<boolean>;
}

interface Prepared {
  place: Place;
  binaries: Binaries | undefined;
  created: boolean;
}

/** Finds or creates the cluster; programs are looked for only when no server runs. */
async function prepare(dataDir: string, voice: Voice): Promise<Prepared> {
  const place = await choosePlace(dataDir, voice);
  const { cluster } = place;
  removeLeftovers(cluster);
  const initialised = isInitialised(cluster, voice);
  if (initialised && runningServer(cluster) !== undefined) {
    return { place, binaries: undefined, created: false };
  }
  const binaries = await findProgramsFor(dataDir, place, voice);
  if (!initialised) await createCluster(place, binaries, voice);
  return { place, binaries, created: !initialised };
}

function findProgramsFor(dataDir: string, place: Place, voice: Voice): Promise<Binaries> {
  const { cluster, account } = place;
  const major = isInitialised(cluster, voice) ? majorOf(cluster) : undefined;
  return findBinaries({ account, major, fallbackDirectory: dataDir, cluster }, voice);
}

async function serve(
  dataDir: string,
  database: string,
  voice: Voice,
): Promise<{ pid: number; cluster: string; adopted: boolean; created: boolean }> {
  const { place, created, ...prepared } = await prepare(dataDir, voice);
  const { cluster } = place;
  let { binaries } = prepared;
  const programs = async () => (binaries ??= await findProgramsFor(dataDir, place, voice));
  for (let attempt = 1; attempt <= SERVE_ATTEMPTS; attempt += 1) {
    const running = runningServer(cluster);
    const pid = running ?? (await startServer(place, await programs(), voice));
    const settings = readSettings(cluster);
    const client = await connectWhenServing(settings, {
      isRunning: () => isRunning(pid),
      onSlow: () => voice.tell('embedded.recovering'),
    });
    if (client === undefined) continue;
    try {
      await ensureDatabase(client, database);
    } finally {
      await client.end();
    }
    if (running !== undefined) voice.tell('embedded.adopted', { pid });
    else voice.tell('embedded.started', { version: binaries?.version, port: settings.port });
    return { pid, cluster, adopted: running !== undefined, created };
  }
  throw startFailure(place, voice);
}

function handleOf(
  served: { pid: number; cluster: string; adopted: boolean; created: boolean },
  context: { dataDir: string; database: string; voice: Voice },
): EmbeddedPostgres {
  const { pid, cluster, adopted, created } = served;
  const { dataDir, database, voice } = context;
  return {
    url: urlOf(readSettings(cluster), database),
    pid,
    adopted,
    created,
    isRunning: () => isRunning(pid),
    stop: () => alone(dataDir, voice, () => stopServer(cluster)),
    stopIfAlone: () =>
      alone(dataDir, voice, async () => {
        if (runningServer(cluster) === undefined) return true;
        if (!(await nobodyConnected(readSettings(cluster), LEAVING_PATIENCE_MS))) return false;
        await stopServer(cluster);
        return true;
      }),
  };
}

/**
 * Makes sure that the PostgreSQL server of this data directory runs, and adopts it when it already does: the cluster is
 * created at the first call, repaired after a crash, and shared by any number of processes.
 * @throws EmbeddedPostgresError with a sentence for people when the database cannot be used.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database = DEFAULT_DATABASE, language = 'en', log } = options;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(database)) throw new Error(`not a database name: ${database}`);
  const dataDir = path.resolve(options.dataDir);
  const voice = voiceOf(language, log);
  openDataDirectory(dataDir);
  const served = await alone(dataDir, voice, () => serve(dataDir, database, voice));
  return handleOf(served, { dataDir, database, voice });
}

/**
 * Address of the server of this data directory if it runs now; starts and creates nothing.
 * @throws EmbeddedPostgresError when the cluster belongs to another account or its folder is gone.
 */
export function findEmbeddedPostgres(
  dataDir: string,
  options: { database?: string; language?: Language } = {},
): string | undefined {
  const { database = DEFAULT_DATABASE, language = 'en' } = options;
  const voice = voiceOf(language, () => undefined);
  const cluster = findCluster(path.resolve(dataDir), voice);
  if (cluster === undefined || !isInitialised(cluster, voice)) return undefined;
  return runningServer(cluster) === undefined ? undefined : urlOf(readSettings(cluster), database);
}
