import fc from 'fast-check';
import { screenText } from '../../src/screening/screen-text.js';
import { STARTING_POLICY } from '../../src/sites/starting-policy.js';
import { CORPUS } from './corpus.js';

/** ASCII in full width. */
const wide = (text: string) =>
  text
    .replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    .replaceAll(' ', '\u3000');

/** Full-width ASCII and katakana in half width; the Unicode order of the half-width ones. */
const KANA =
  'ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゙゚';
const narrow = (text: string) =>
  Array.from(text.normalize('NFD'), (letter) => {
    const code = letter.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    const place = KANA.indexOf(letter);
    return place === -1 ? letter : String.fromCharCode(0xff66 + place);
  }).join('');

const ways: Record<string, (text: string) => string> = {
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'in full width': wide,
  'in half width': narrow,
};

const listed = CORPUS.filter(({ label, term }) => label !== 'innocent' && term !== undefined);
const innocent = CORPUS.filter(({ label }) => label === 'innocent').map(({ text }) => text);

/** Written with tags or character references, which have no other width. */
const isMarkedUp = (text: string) => /<|&#/.test(text);

const outcomeOf = async (text: string) => (await screenText(text, STARTING_POLICY, 'any')).decided.outcome;
const isHeld = async (text: string) => (await outcomeOf(text)) !== 'approve';

describe('what is held for a listed word', () => {
  it.each(Object.entries(ways))('is not approved %s', async (_name, written) => {
    const freed: string[] = [];
    for (const { id, text } of listed.filter((row) => !isMarkedUp(row.text)))
      if ((await isHeld(text)) && !(await isHeld(written(text)))) freed.push(`${id} ${written(text)}`);
    expect(freed).toEqual([]);
  });

  it('is not approved for innocent words before and after it', async () => {
    const few = fc.array(fc.constantFrom(...innocent), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...listed),
        few,
        few,
        fc.constantFrom(' ', '\n', '。', '\n\n'),
        async ({ text }, before, after, between) => {
          fc.pre(await isHeld(text));
          const whole = [...before, text, ...after].join(between);
          expect(await isHeld(whole)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
