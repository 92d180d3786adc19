#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../../bin/build.mjs';
import { tableOf } from './table.mjs';

const USAGE = `npm run test:faults -- [options]
  --scenario REGEX   only scenarios whose name matches
  --runs N           runs of each scenario (20)
  --seed N           seed of the first run; the others count up from it (random)
  --jobs N           scenario files at once (2)
  --markdown FILE    also writes the table to a file
Ends with 1 when anything was lost, public too early, published twice, or otherwise wrong.`;

const ROOT = resolve(import.meta.dirname, '../..');

/** Files with scenarios; those of the engine have tests of their own. */
const SCENARIOS = 'test/faults/[^/]+\\.spec\\.ts$';

const options = readOptions();
process.stdout.write(`seed ${options.seed}, ${options.runs} runs of each scenario\n`);
await buildIfNeeded(ROOT);
const directory = mkdtempSync(join(tmpdir(), 'replydesk-fault-results-'));
try {
  const status = await runJest();
  const results = readResults();
  const table = tableOf(results);
  process.stdout.write(`\n${table.text}\n`);
  if (options.markdown !== undefined) writeFileSync(options.markdown, table.markdown);
  if (results.length === 0) process.stdout.write('No scenario ran.\n');
  process.exitCode = status === 0 && table.isClean && results.length > 0 ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        scenario: { type: 'string', default: '' },
        runs: { type: 'string', default: '20' },
        seed: { type: 'string', default: String(randomInt(1, 2 ** 31 - 1_000)) },
        jobs: { type: 'string', default: '2' },
        markdown: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) end(USAGE, 0);
    for (const name of ['runs', 'seed', 'jobs']) {
      if (!/^[1-9]\d{0,9}$/.test(values[name])) end(`--${name} must be a whole number from 1\n${USAGE}`, 1);
    }
    return values;
  } catch (error) {
    return end(`${error.message}\n${USAGE}`, 1);
  }
}

function end(text, code) {
  process.stdout.write(`${text}\n`);
  process.exit(code);
}

function runJest() {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const args = [
    jest,
    '--selectProjects',
    'faults',
    '--testPathPatterns',
    SCENARIOS,
    '--maxWorkers',
    options.jobs,
  ];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      FAULT_FULL: 'true',
      FAULT_RUNS: options.runs,
      FAULT_SEED: options.seed,
      FAULT_SCENARIO: options.scenario,
      FAULT_RESULTS: directory,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.once('close', (code) => done(code ?? 1)));
}

function readResults() {
  return readdirSync(directory)
    .flatMap((name) => readFileSync(join(directory, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line));
}
