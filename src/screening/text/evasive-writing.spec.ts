import fc from 'fast-check';
import { evasionsOf } from './evasive-writing.js';

const oddities = (text: string) => evasionsOf(text).map(({ oddity }) => oddity);

describe('writing that hides words', () => {
  it.each([
    ['letters-apart', 'w h a t   a   l i a r'],
    ['letters-apart', 'p.a.r.a.s.i.t.e'],
    ['letters-apart', 'う そ つ き め 、 や め ろ'],
    ['hidden-characters', 'ch\u200beap wat\u200bches on\u2060line'],
    ['letters-blanked', 'you s***d m***n, g*t l**t'],
    ['mixed-kana', 'うそツきはドろボうのハじまり'],
  ])('%s: %s', (oddity, text) => expect(oddities(text)).toEqual([oddity]));

  it.each([
    'A B C D E F G H I',
    '1 2 3 4 5 6 7 8 9',
    '日 月 火 水 木 金 土',
    'お 知 ら せ です',
    'the U.S.A. and the U.K.',
    'the C.O.M.M.I.T.T.E.E. of old',
    'soft\u00adhyphens co\u00adme with cop\u00adied texts of news\u00adpapers',
    'family 👨\u200d👩\u200d👧\u200d👦 👨\u200d👩\u200d👧 and 👩\u200d🔬',
    'a **bold** word, 2**3 and x*y*z',
    'それはそうだヨ。ですよネ。',
    '三ヶ月後、ト書きとア行を直した。カ所もハ長調も。',
    'コンサートのチケットをネットで買いました',
  ])('is not: %s', (text) => expect(oddities(text)).toEqual([]));

  it('is found within the text, whatever it is', () => {
    const pieces = fc.constantFrom('a ', 'b.', 'ア', 'た', '\u200b', 'x**y ', '漢', '1 ', '😀');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        for (const { start, end } of evasionsOf(text).flatMap(({ ranges }) => ranges)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
