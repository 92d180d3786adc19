import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What the build is made from. */
const SOURCES = [
  'src',
  'web',
  'nest-cli.json',
  '.swcrc',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

/** The steps: what is run by this Node, without a shell or npm. */
const STEPS = [
  ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/console/vite.config.ts', '--logLevel', 'warn'],
];

/** A build that takes longer than this, in milliseconds, has died and left its lock. */
const LONGEST_BUILD_MS = 600_000;

const isMain = process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename;
if (isMain) await buildIfNeeded(resolve(import.meta.dirname, '..'), { force: true });

/**
 * Builds the server and the console into dist/ when the sources have changed since the last build, or when forced.
 * Processes that start together build once. Ends the process with 1 when the build fails.
 */
export async function buildIfNeeded(root, { force = false } = {}) {
  if (!force && isFresh(root)) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const lock = join(root, 'dist', '.building');
  const wanted = fingerprint(root);
  while (!takeLock(lock)) {
    await delay(200);
    if (readStamp(root) === wanted) return;
  }
  const fault = force || !isFresh(root) ? build(root) : undefined;
  rmSync(lock, { force: true });
  if (fault === undefined) return;
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}

function isFresh(root) {
  return readStamp(root) === fingerprint(root);
}

function stampFile(root) {
  return join(root, 'dist', '.built');
}

function readStamp(root) {
  try {
    return readFileSync(stampFile(root), 'utf8');
  } catch {
    return undefined;
  }
}

/** Changes when a source is changed, added, removed or renamed. */
function fingerprint(root) {
  let newest = 0;
  let files = 0;
  const look = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    newest = Math.max(newest, stat.mtimeMs);
    files += 1;
    if (stat.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
  };
  for (const source of SOURCES) look(join(root, source));
  return `${Math.floor(newest)} ${files}\n`;
}

/** Runs the steps; returns what went wrong, or undefined. */
function build(root) {
  const missing = STEPS.find(([program]) => !existsSync(join(root, program)));
  if (missing !== undefined) return `The build needs ${missing[0]}, which is not installed. Run: npm ci`;
  const stamp = fingerprint(root);
  rmSync(stampFile(root), { force: true });
  process.stderr.write('Building Replydesk (only after a change) …\n');
  for (const [program, ...args] of STEPS) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, program), ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (status !== 0) return `${stdout}${stderr}\nThe build failed in: node ${program} ${args.join(' ')}`;
  }
  writeFileSync(stampFile(root), stamp);
  return undefined;
}

/** Takes the lock, a file that holds the process; a lock whose process is gone is taken over. */
function takeLock(lock) {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeStale(lock, draft);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeStale(lock, draft) {
  const holder = holderOf(lock);
  if (holder === undefined || isAtWork(holder, lock)) return;
  // Whoever renames it first has it; should that be a new lock by then, it is put back.
  const away = `${draft}.stale`;
  try {
    renameSync(lock, away);
    if (holderOf(away) !== holder) linkSync(away, lock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(away, { force: true });
}

function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAtWork(pid, lock) {
  if (pid === process.pid) return false;
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age > LONGEST_BUILD_MS) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
