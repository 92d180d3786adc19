import fc from 'fast-check';
import { knownAuthorContext } from '../../src/screening/screen-text.js';
import { listedTermsStage } from '../../src/screening/stages/listed-terms.stage.js';
import { STARTING_POLICY } from '../../src/sites/starting-policy.js';
import { CORPUS } from './corpus.js';

async function hitsIn(body: string) {
  const sent = { body, authorName: '', authorEmail: '', authorUrl: '', userAgent: '', address: null };
  const [signal] = await listedTermsStage.run(knownAuthorContext(sent, STARTING_POLICY));
  if (signal?.kind !== 'listed-terms') throw new Error('the stage gave something else');
  return signal.evidence.hits;
}

const texts = CORPUS.map(({ text }) => text);
/** What changes the length of a text when it is folded, or is left out. */
const NOISE = [
  '\u200b',
  '\u0301',
  'か\u3099',
  'ﾊﾟ',
  'ﬁ',
  '㍿',
  '👍🏽',
  '<b>',
  '</b>',
  '&amp;',
  '\ud800',
  '\n',
  '．',
  'İ',
];

const aText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...texts),
      fc.constantFrom(...NOISE),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(''));

it('what is marked in any text is the listed word, read alone as well', async () => {
  let marked = 0;
  await fc.assert(
    fc.asyncProperty(aText, async (text) => {
      for (const { list, term, span } of await hitsIn(text)) {
        marked += 1;
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(text.length);
        const again = await hitsIn(text.slice(span.start, span.end));
        expect(again.map((hit) => `${hit.list} ${hit.term}`)).toContain(`${list} ${term}`);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(marked).toBeGreaterThan(500);
});
