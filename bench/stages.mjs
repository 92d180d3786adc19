// What each stage of screening costs for one comment, in µs, beside what PostgreSQL-free work cannot do without: folding
// the text once by the platform's own NFKC and lower case.
import { policySchema } from '../dist/domain/policy.js';
import { decide } from '../dist/domain/decide.js';
import { knownAuthorContext } from '../dist/screening/screen-text.js';
import { STAGES } from '../dist/screening/stages/index.js';
import { readingsOf } from '../dist/screening/text/read-fields.js';
import { median, printTable, whole } from './numbers.mjs';
import { madeUpWords, textOf } from './texts.mjs';

const TERMS = 20_000;
const PATTERNS = 200;
const KINDS = [
  ['English, 200', 'en', 200],
  ['English, 2,000', 'en', 2_000],
  ['Japanese, 200', 'ja', 200],
  ['Japanese, 2,000', 'ja', 2_000],
];

export async function measureStages({ texts }) {
  const policy = bigPolicy();
  const begun = performance.now();
  await costs(policy, 'en', 200, 1);
  console.log(
    `\nA policy of ${whole(TERMS)} terms and ${PATTERNS} patterns is ready in ${whole(performance.now() - begun)} ms.`,
  );
  const columns = [];
  for (const [, language, length] of KINDS) {
    await costs(policy, language, length, Math.ceil(texts / 4));
    columns.push(await costs(policy, language, length, texts));
  }
  const names = [...columns[0].keys()];
  console.log(`\nMedian µs of ${whole(texts)} comments each\n`);
  printTable(
    ['step', ...KINDS.map(([title]) => `${title} units`)],
    names.map((name) => [name, ...columns.map((column) => whole(column.get(name)))]),
  );
  console.log(
    '\nAll steps together, as a multiple of folding once: ' +
      columns
        .map(
          (column, n) =>
            `${KINDS[n][0]}: ${whole(column.get('all') / column.get('NFKC and lower case, once'))}`,
        )
        .join('; '),
  );
}

function bigPolicy() {
  const words = madeUpWords(TERMS);
  const patterns = Object.fromEntries(
    Array.from({ length: PATTERNS }, (_, n) => [`p${n}`, `(?:zq${n}x|ゐ${n}ゑ)[a-z]{2,8}\\d+`]),
  );
  return policySchema.parse({
    lists: { big: { terms: words.slice(0, TERMS - 2) } },
    moderation_words: [words.at(-2)],
    disallowed_words: [words.at(-1)],
    patterns,
    rules: [
      { id: 'listed', says: { en: 'A.', ja: 'あ' }, when: { contains: '@big' }, then: { action: 'hold' } },
      ...Object.keys(patterns).map((name) => ({
        id: name,
        says: { en: 'A.', ja: 'あ' },
        when: { matches: `@${name}` },
        then: { weight: 1 },
      })),
    ],
  });
}

/** Median µs of each step over so many different texts. */
async function costs(policy, language, length, count) {
  const times = new Map();
  const note = (name, start) => {
    const list = times.get(name) ?? [];
    list.push((performance.now() - start) * 1_000);
    times.set(name, list);
  };
  for (let seed = 0; seed < count; seed++) {
    const body = textOf(language, length, seed);
    let start = performance.now();
    body.normalize('NFKC').toLowerCase();
    note('NFKC and lower case, once', start);
    const sent = {
      body,
      authorName: 'Aiko',
      authorEmail: 'aiko@example.org',
      authorUrl: '',
      userAgent: 'Mozilla/5.0',
      address: '192.0.2.7',
    };
    const context = knownAuthorContext(sent, policy);
    const first = performance.now();
    readingsOf(context.submission);
    note('views of all fields', first);
    const signals = [];
    for (const stage of STAGES) {
      start = performance.now();
      signals.push(...stage.run(context));
      note(stage.name, start);
    }
    start = performance.now();
    decide(policy, signals, { id: `b-${seed}`, receivedOn: '2026-11-23' });
    note('decide', start);
    note('all', first);
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}
