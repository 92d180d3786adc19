import { randomInt } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../../support/browser.js';
import { hasRedis } from '../../support/redis.js';
import type { Violation } from './checker.js';
import { Random } from './random.js';
import type { Scenario } from './scenario.js';
import { type Findings, World } from './world.js';

/** A run as a line of the results (JSON); test/faults/run.mjs makes the table of them. */
export interface RunResult extends Omit<Findings, 'violations'> {
  scenario: string;
  expects: string;
  seed: number;
  lost: number;
  publishedEarly: number;
  publishedTwice: number;
  /** Everything that went wrong, in sentences. */
  faults: string[];
}

const OPEN_MS = 120_000;
const RUN_MS = 300_000;

/** What `npm run test:faults` was asked for; without it, one run of some quick scenarios of each file with a fresh seed. */
const asked = {
  full: process.env['FAULT_FULL'] === 'true',
  runs: Number(process.env['FAULT_RUNS'] ?? 1),
  only: new RegExp(process.env['FAULT_SCENARIO'] ?? ''),
  seed: Number(process.env['FAULT_SEED'] ?? randomInt(1, 2 ** 31 - 1_000)),
  results: process.env['FAULT_RESULTS'],
};

/** Scenarios of a file in a run that nothing was asked of: the seed draws them, so that all have their turn. */
const SHORT_RUN = 3;

function chosenOf(scenarios: readonly Scenario[]): readonly Scenario[] {
  if (asked.full) return scenarios;
  const quick = scenarios.filter((one) => one.quick);
  if (process.env['FAULT_SCENARIO'] !== undefined) return quick;
  return new Random(asked.seed).shuffle(quick).slice(0, SHORT_RUN);
}

/** Makes tests of scenarios: for each one test for each seed. Scenarios that wish for the same world share one. */
export function runScenarios(scenarios: readonly Scenario[]): void {
  const chosen = chosenOf(scenarios)
    .filter(({ name }) => asked.only.test(name))
    .sort((a, b) => worldKey(a).localeCompare(worldKey(b)));
  const shared: Shared = { key: '', world: undefined };
  for (const scenario of chosen) {
    const describeHere = scenario.wish.broker === 'redis' ? describeWith('redis-server', hasRedis) : describe;
    describeHere(scenario.name, () => runScenario(scenario, shared));
  }
  afterAll(() => shared.world?.close(), OPEN_MS);
  if (chosen.length === 0) {
    it('has no scenario for this run', () => expect(chosen).toEqual([]));
  }
}

/** The world that is open in this file. */
interface Shared {
  key: string;
  world: World | undefined;
}

const functions: unknown[] = [];

/** Equal for scenarios that may share a world: their wishes are, and functions in them are the same. */
function worldKey(scenario: Scenario): string {
  if ('open' in scenario) return `own ${scenario.name}`;
  const wish = Object.entries(scenario.wish).sort(([a], [b]) => a.localeCompare(b));
  return JSON.stringify(wish, (_key, value: unknown) => {
    if (typeof value !== 'function') return value;
    if (!functions.includes(value)) functions.push(value);
    return `function ${functions.indexOf(value)}`;
  });
}

function runScenario(scenario: Scenario, shared: Shared): void {
  const discard = async () => {
    const { world } = shared;
    shared.world = undefined;
    await world?.close();
  };

  beforeAll(async () => {
    if (shared.world !== undefined && shared.key === worldKey(scenario)) return;
    await discard();
    shared.key = worldKey(scenario);
    shared.world = await World.open(scenario.wish);
    await scenario.open?.(shared.world);
  }, OPEN_MS);

  it.each(Array.from({ length: asked.runs }, (_, n) => asked.seed + n))(
    'holds with seed %i',
    async (seed) => {
      if (shared.world === undefined) {
        shared.world = await World.open(scenario.wish);
        await scenario.open?.(shared.world);
      }
      const result = await runOnce(shared.world, scenario, seed);
      record(result);
      if (result.faults.length > 0) {
        await discard();
        throw new Error(`${result.faults.join('\n')}\n${howToReplay(result)}`);
      }
      expect(result).toMatchObject({ lost: 0, publishedEarly: 0, publishedTwice: 0 });
    },
    OPEN_MS + RUN_MS,
  );
}

/** Runs a scenario once and tells what went wrong. Never throws. */
export async function runOnce(world: World, scenario: Scenario, seed: number): Promise<RunResult> {
  const faults: string[] = [];
  const note = (error: unknown) =>
    void faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  let findings: Findings | undefined;
  try {
    const random = new Random(seed);
    await world.begin(random);
    await scenario.run(world, random);
  } catch (error) {
    note(error);
  }
  try {
    findings = await world.conclude(() => scenario.after?.(world) ?? Promise.resolve());
  } catch (error) {
    note(error);
  }
  const violations = findings?.violations ?? [];
  faults.push(...violations.map(({ kind, what }) => `${kind}: ${what}`));
  if (faults.length > 0) faults.push(...world.processes.map(({ name, output }) => `--- ${name}:\n${output}`));
  const count = (kind: Violation['kind']) => violations.filter((one) => one.kind === kind).length;
  const { operations = 0, acknowledged = 0, unknown = 0, balancedMs = 0 } = findings ?? {};
  return {
    scenario: scenario.name,
    expects: scenario.expects,
    seed,
    ...{ operations, acknowledged, unknown, balancedMs },
    lost: count('lost'),
    publishedEarly: count('early'),
    publishedTwice: count('twice'),
    faults,
  };
}

function howToReplay({ scenario, seed }: RunResult): string {
  const pattern = scenario.replace(/[^\w ,:]/g, '.');
  return `Replay it: npm run test:faults -- --scenario '^${pattern}$' --runs 1 --seed ${seed}`;
}

/** One file for each process that writes. */
function record(result: RunResult): void {
  if (asked.results === undefined) return;
  mkdirSync(asked.results, { recursive: true });
  appendFileSync(join(asked.results, `${process.pid}.jsonl`), `${JSON.stringify(result)}\n`);
}
