import fc from 'fast-check';
import { foldView } from './fold-view.js';
import { bandsOf, likeness, partsOf } from './minhash.js';
import { squashView } from './squash-view.js';
import { rawView } from './view.js';

const partsOfText = (text: string) => partsOf(squashView(foldView(rawView(text))).text);
const like = (one: string, other: string) => likeness(partsOfText(one), partsOfText(other));
const meet = (one: string, other: string) => {
  const bands = bandsOf(partsOfText(one));
  return bandsOf(partsOfText(other)).some((hash, band) => bands[band] === hash);
};

const ENGLISH =
  'The new bridge costs twice what was promised, and nobody at the council wants to say why it does.';
const JAPANESE = '新しい橋の費用は約束の倍になったが、市議会では誰もその理由を説明しようとしない。';

describe('texts that are nearly the same', () => {
  it.each([
    [ENGLISH, `Wow!!! ${ENGLISH}`],
    [ENGLISH, ENGLISH.replaceAll(/[.,]/g, ' — ')],
    [ENGLISH, ENGLISH.toUpperCase()],
    [ENGLISH, `${ENGLISH} https://a.example/x`],
    [ENGLISH, ENGLISH.replace('bridge', 'tunnel')],
    [JAPANESE, JAPANESE.replaceAll('、', '').replaceAll('。', '！！')],
    [JAPANESE, JAPANESE.replace('橋', '駅')],
    [JAPANESE, `拡散希望：${JAPANESE}`],
    [JAPANESE, JAPANESE.split('').join('\u200b')],
  ])('meet in a band: %#', (one, other) => {
    expect(like(one, other)).toBeGreaterThan(0.5);
    expect(meet(one, other)).toBe(true);
  });

  it.each([
    [ENGLISH, 'I was there when the old one was built; the view from it was worth every penny to my family.'],
    [JAPANESE, '図書館の開館時間が延びたのはありがたい。夜に子どもと行けるようになりました。'],
    [ENGLISH, JAPANESE],
  ])('do not meet when they have little in common: %#', (one, other) => {
    expect(like(one, other)).toBeLessThan(0.2);
    expect(meet(one, other)).toBe(false);
  });
});

describe('bands', () => {
  it('are sixteen integers of 32 bits, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 200 }), (text) => {
        const parts = partsOf(text);
        const bands = bandsOf(parts);
        expect(bands).toHaveLength(parts.size === 0 ? 0 : 16);
        expect(bands.every((hash) => Number.isInteger(hash) && Math.abs(hash) <= 2 ** 31)).toBe(true);
        expect(bandsOf(new Set([...parts].reverse()))).toEqual(bands);
      }),
    );
  });

  it('are none for a text that is too short to compare', () => {
    expect(bandsOf(partsOf('1234567'))).toEqual([]);
    expect(bandsOf(partsOf('12345678'))).toHaveLength(16);
  });
});

describe('likeness', () => {
  it('is symmetric, 1 for the same and 0 for nothing in common', () => {
    const parts = fc.uniqueArray(fc.string({ maxLength: 3 })).map((all) => new Set(all));
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(likeness(one, other)).toBe(likeness(other, one));
        expect(likeness(one, one)).toBe(one.size === 0 ? 0 : 1);
      }),
    );
    expect(likeness(new Set(['a']), new Set(['b']))).toBe(0);
    expect(likeness(new Set(['a', 'b', 'c']), new Set(['b', 'c', 'd']))).toBe(0.5);
  });
});
