import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');
/** Two files, so that they run in worker processes, as in a whole run. */
const IDLE = `it('does nothing', () => undefined);`;

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'replydesk-leaks-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Runs two files of tests under the desk's environment. @returns Jest's exit code and what it printed. */
function run(test: string): { status: number | null; output: string } {
  const config = { rootDir: directory, testEnvironment: join(ROOT, 'test/support/leak-environment.cjs') };
  writeFileSync(join(directory, 'jest.config.json'), JSON.stringify(config));
  writeFileSync(join(directory, 'one.test.js'), test);
  writeFileSync(join(directory, 'two.test.js'), IDLE);
  const args = [
    JEST,
    '--config',
    'jest.config.json',
    '--maxWorkers=2',
    '--forceExit',
    '--no-cache',
    '--json',
  ];
  // With CI set and --json, Jest itself does not open the standard output of its workers.
  const env = { ...process.env, CI: 'true' };
  const options = { cwd: directory, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, output: stdout + stderr };
}

describe('the environment of every test file', () => {
  it('fails a file that leaves a server open', () => {
    const { status, output } = run(
      `it('listens', () => new Promise((done) => require('node:http').createServer().listen(0, done)));`,
    );
    expect(output).toContain('one.test.js leaves open: 1 TCPServerWrap');
    expect(status).toBe(1);
  });

  it('does not blame the file that is the first to print', () => {
    const { status, output } = run(
      `it('prints', () => { process.stdout.write(''); process.stderr.write(''); });`,
    );
    expect(output).not.toContain('leaves open');
    expect(status).toBe(0);
  });
});
