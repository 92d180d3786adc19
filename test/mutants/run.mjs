import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AREAS } from './areas.mjs';
import { Judge, makeSandbox } from './judge.mjs';
import { labelOf, listedMutants, strykerMutants } from './mutate.mjs';
import { SURVIVORS } from './survivors.mjs';

/**
 * Mutation tests of the parts in which a mistake loses or publishes something:
 * `npm run test:mutants [-- area … --only text --jobs 2]`. Fails when an area kills less than 90 % of its mutants, or when one
 * survives that survivors.mjs does not explain.
 */

const ROOT = join(import.meta.dirname, '../..');
const REPORTS = join(ROOT, '.data/mutants');
const LEAST_PERCENT = 90;

const env = {
  ...process.env,
  REPLYDESK_KEEP_TEST_SERVER: 'true',
  REPLYDESK_CRAWL: 'false',
  // A killed mutant mostly lets a test wait in vain.
  REPLYDESK_EVENTUALLY_MS: process.env.REPLYDESK_EVENTUALLY_MS ?? '5000',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, jobs: { type: 'string', default: '2' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(AREAS, name));
if (unknown.length > 0) {
  console.error(`no such area: ${unknown.join(', ')}; there are ${Object.keys(AREAS).join(', ')}`);
  process.exit(2);
}

mkdirSync(REPORTS, { recursive: true });
const sandbox = makeSandbox(ROOT);
const results = [];
try {
  for (const area of positionals.length > 0 ? positionals : Object.keys(AREAS)) {
    const judged = await judgeArea(area);
    writeFileSync(join(REPORTS, `${area}.json`), JSON.stringify(judged, null, 1));
    results.push(summaryOf(area, judged));
    console.log(JSON.stringify(results.at(-1)));
  }
} finally {
  sandbox.remove();
}
console.table(results, ['area', 'mutants', 'killed', 'timed out', 'survived', 'percent']);
const failures = results.flatMap(({ area, percent, unexplained }) => [
  ...(percent < LEAST_PERCENT ? [`${area}: ${percent} % killed, less than ${LEAST_PERCENT} %`] : []),
  ...unexplained.map((label) => `${area}: survived and is not explained: ${label}`),
]);
for (const line of failures) console.error(line);
process.exit(failures.length > 0 ? 1 : 0);

async function judgeArea(area) {
  const { mutate, listed, specs } = AREAS[area];
  const all = [...listedMutants(sandbox.path, listed), ...(await strykerMutants(sandbox.path, mutate))];
  const mutants = all.filter((mutant) => labelOf(mutant).includes(values.only ?? ''));
  console.log(`${area}: ${mutants.length} mutants`);
  const judged = [];
  const left = [...mutants];
  const work = async () => {
    const judge = new Judge(sandbox.path, specs, env);
    try {
      await judge.prepare();
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        const status = await judge.judge(mutant);
        judged.push({ label: labelOf(mutant), status });
        if (status !== 'Killed') console.log(`  ${status}: ${labelOf(mutant)}`);
        if (judged.length % 25 === 0) console.log(`  ${judged.length} of ${mutants.length}`);
      }
    } finally {
      judge.end();
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  return judged;
}

/** Each explained survivor excuses one mutant of its label, or as many as its `times` says. */
function summaryOf(area, judged) {
  const count = (status) => judged.filter((mutant) => mutant.status === status).length;
  const left = new Map(SURVIVORS.map(({ label, times = 1 }) => [label, times]));
  const unexplained = judged
    .filter(({ status }) => status === 'Survived')
    .map(({ label }) => label)
    .filter((label) => {
      const times = left.get(label) ?? 0;
      left.set(label, times - 1);
      return times <= 0;
    });
  const [killed, late, survived] = [count('Killed'), count('Timeout'), count('Survived')];
  const percent = Math.floor((1_000 * (killed + late)) / judged.length) / 10;
  return { area, mutants: judged.length, killed, 'timed out': late, survived, percent, unexplained };
}
