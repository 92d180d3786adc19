import fc from 'fast-check';
import { examine } from '../../src/operations/doctor.js';
import { statesBefore, SUBMISSION_STATES, TRANSITIONS } from '../../src/domain/submission-state.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SETTINGS } from '../support/doctor.js';
import { anySteps, settleAll } from './commands.js';
import { Model } from './model.js';
import { runs, timeFor } from './runs.js';
import { System } from './system.js';

const RUNS = 30;

let database: TestDatabase;
let real: System;

beforeAll(async () => {
  database = await createTestDatabase();
  real = await System.start(database);
});

afterAll(async () => {
  await real.stop();
  await database.destroy();
});

it(
  'a desk is what its model says, whatever happens to it',
  async () => {
    await fc.assert(
      fc.asyncProperty(anySteps(25), async (commands) => {
        const model = new Model();
        await fc.asyncModelRun(async () => {
          await real.newSite();
          return { model, real };
        }, commands);
        await settleAll(model, real);
        const report = await examine(real.onlooker, SETTINGS);
        expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
        expect(report.balanced).toBe(true);
      }),
      runs(RUNS),
    );
  },
  timeFor(RUNS, 20),
);

it('the model knows every state but the one that only an author could reach', () => {
  const others = SUBMISSION_STATES.flatMap((from) => Object.entries(TRANSITIONS[from]))
    .filter(([to]) => to === 'withdrawn')
    .map(([, movers]) => movers);
  expect(others.flat()).toEqual(statesBefore('author', 'withdrawn').map(() => 'author'));
  expect(SUBMISSION_STATES.filter((state) => statesBefore('author', state).length > 0)).toEqual([
    'withdrawn',
  ]);
});
