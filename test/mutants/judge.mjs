import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import jestConfig from '../../jest.config.js';

/** @typedef {'Killed' | 'Survived' | 'Timeout'} Status */

/** Milliseconds that any run may take beyond three times what it takes without a mutant; machines are busy at times. */
const GRACE_MS = 15_000;

/** A copy of the sources, so that nothing changes under a run. */
export function makeSandbox(root) {
  mkdirSync(join(tmpdir(), 'replydesk-mutants'), { recursive: true });
  const path = mkdtempSync(join(tmpdir(), 'replydesk-mutants', 'copy-'));
  const wanted = ['src', 'test', 'bin', '*.json', '*.js'];
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...wanted], { cwd: root });
  for (const file of files.toString().split('\n').filter(Boolean)) cpSync(join(root, file), join(path, file));
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Shows mutants to the spec files of one area. */
export class Judge {
  #child;
  #limitMs = 600_000;
  #files;

  /** @param {string} sandbox @param {string[]} specs patterns of spec files @param {NodeJS.ProcessEnv} env */
  constructor(sandbox, specs, env) {
    this.sandbox = sandbox;
    this.#files = specs.flatMap((pattern) => expand(sandbox, pattern));
    this.env = env;
  }

  /**
   * Runs the tests as they are, and sets the time limit by it.
   * @throws Error when they fail.
   */
  async prepare() {
    const start = performance.now();
    const { failed, reason } = await this.#run({});
    if (failed) throw new Error(`the tests fail without a mutant: ${reason}`);
    this.#limitMs = 3 * (performance.now() - start) + GRACE_MS;
  }

  /** @returns {Promise<Status>} */
  async judge({ file, find, replace, at }) {
    const before = readFileSync(join(this.sandbox, file), 'utf8');
    const text = before.slice(0, at) + replace + before.slice(at + find.length);
    const { failed, late } = await this.#run({ change: { file, text } });
    return late ? 'Timeout' : failed ? 'Killed' : 'Survived';
  }

  end() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #run(work) {
    this.#child ??= await this.#start();
    const child = this.#child;
    const timeout = new AbortController();
    child.send({ files: this.#files, ...work });
    const answer = await Promise.race([
      once(child, 'message', { signal: timeout.signal }).then(([message]) => message),
      once(child, 'exit', { signal: timeout.signal }).then(() => ({
        failed: true,
        spoilt: true,
        reason: 'it exited',
      })),
      setTimeout(this.#limitMs, { late: true, spoilt: true, failed: true }, { signal: timeout.signal }),
    ]);
    timeout.abort();
    if (answer.spoilt) this.end();
    return answer;
  }

  async #start() {
    const [, swc] = Object.values(jestConfig.projects[0].transform)[0];
    const child = fork(join(import.meta.dirname, 'spec-runner.cjs'), {
      cwd: this.sandbox,
      env: { ...this.env, NODE_ENV: 'test', REPLYDESK_MUTANT_SETTINGS: JSON.stringify({ swc }) },
      stdio: ['ignore', 'ignore', process.env.REPLYDESK_MUTANT_DEBUG ? 'inherit' : 'ignore', 'ipc'],
      execArgv: ['--no-warnings'],
    });
    await once(child, 'message');
    return child;
  }
}

function expand(sandbox, pattern) {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', pattern], {
    cwd: join(import.meta.dirname, '../..'),
  })
    .toString()
    .split('\n')
    .filter(Boolean);
  if (files.length === 0) throw new Error(`no spec file is called ${pattern}`);
  return files;
}
