import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const script = pathToFileURL(join(__dirname, '../../bin/build.mjs')).href;
let root: string;

/** A package whose build programs only write down that they ran. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'replydesk-build-'));
  for (const [program, name] of [
    ['node_modules/@nestjs/cli/bin', 'nest.js'],
    ['node_modules/vite/bin', 'vite.js'],
  ] as const) {
    mkdirSync(join(root, program), { recursive: true });
    writeFileSync(
      join(root, program, name),
      `require('node:fs').appendFileSync('log', '${name} ' + process.cwd() + '\\n'); setTimeout(() => undefined, 150);`,
    );
  }
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/main.ts'), 'one');
});

afterEach(() => rmSync(root, { recursive: true }));

function startBuild(): ChildProcess {
  const code = `const { buildIfNeeded } = await import('${script}'); await buildIfNeeded(${JSON.stringify(root)});`;
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
}

async function buildCode(child = startBuild()): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

const log = (): string[] => readFileSync(join(root, 'log'), 'utf8').trim().split('\n');
const ONE_BUILD = () => [`nest.js ${root}`, `vite.js ${root}`];

describe('the build before a start', () => {
  it('happens once, and again only after a source was changed or removed', async () => {
    expect(await buildCode()).toBe(0);
    expect(log()).toEqual(ONE_BUILD());
    expect(await buildCode()).toBe(0);
    expect(log()).toEqual(ONE_BUILD());
    writeFileSync(join(root, 'src/second.ts'), 'two');
    expect(await buildCode()).toBe(0);
    expect(log()).toHaveLength(4);
    rmSync(join(root, 'src/second.ts'));
    expect(await buildCode()).toBe(0);
    expect(log()).toHaveLength(6);
  }, 20_000);

  it('happens once when three processes start together', async () => {
    const children = [startBuild(), startBuild(), startBuild()];
    expect(await Promise.all(children.map((child) => buildCode(child)))).toEqual([0, 0, 0]);
    expect(log()).toEqual(ONE_BUILD());
  }, 20_000);

  it('takes over from a process that was killed while it built', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'dist/.building'), String(gone.pid));
    expect(await buildCode()).toBe(0);
    expect(log()).toEqual(ONE_BUILD());
  }, 20_000);

  it('waits for a process that builds, and builds itself when that one has left nothing', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 400)']);
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'dist/.building'), String(other.pid));
    const order: string[] = [];
    await Promise.all([
      once(other, 'exit').then(() => order.push('other ended')),
      buildCode().then((code) => order.push(`built with ${code}`)),
    ]);
    expect(order).toEqual(['other ended', 'built with 0']);
    expect(log()).toEqual(ONE_BUILD());
  }, 20_000);

  it('fails, leaves no lock and counts as not built when a program fails', async () => {
    const program = join(root, 'node_modules/vite/bin/vite.js');
    const good = readFileSync(program, 'utf8');
    writeFileSync(program, 'process.exit(3)');
    expect(await buildCode()).toBe(1);
    expect(existsSync(join(root, 'dist/.building'))).toBe(false);
    writeFileSync(program, good);
    expect(await buildCode()).toBe(0);
    expect(log()).toEqual([`nest.js ${root}`, ...ONE_BUILD()]);
  }, 20_000);
});
