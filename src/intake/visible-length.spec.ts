import { isLongerThan } from './visible-length.js';

const FAMILY = '👨‍👩‍👧‍👦';
const SKIN = '👍🏽';
const FLAG = '🇯🇵';

describe('length as people see it', () => {
  it.each([
    ['Latin', 'a'],
    ['kana', 'あ'],
    ['a kanji beyond U+FFFF', '𠮷'],
    ['a kana with its own mark', 'か\u3099'],
    ['a family', FAMILY],
    ['a thumb with a skin tone', SKIN],
    ['a flag', FLAG],
    ['a pair with skin tones', '👩🏿‍❤️‍💋‍👨🏿'],
  ])('counts %s as one character', (_name, character) => {
    expect(isLongerThan(character.repeat(245), 245)).toBe(false);
    expect(isLongerThan(character.repeat(246), 245)).toBe(true);
  });

  it('counts the same at every place where a long text may be cut into pieces', () => {
    for (let shift = 0; shift < 24; shift++) {
      const text = 'x'.repeat(shift) + SKIN.repeat(150) + FLAG.repeat(150) + FAMILY.repeat(150);
      expect([shift, isLongerThan(text, shift + 450), isLongerThan(text, shift + 449)]).toEqual([
        shift,
        false,
        true,
      ]);
    }
  });

  it.each([
    ['fewer', 10, 11, false],
    ['as many', 10, 10, false],
    ['more', 10, 9, true],
    ['as many beyond the first piece', 300, 300, false],
    ['more beyond the first piece', 301, 300, true],
    ['just more than fit in a piece', 257, 256, true],
    ['just more than a piece settles', 257, 255, true],
  ])('%s Latin letters than the limit', (_case, length, limit, longer) => {
    expect(isLongerThan('a'.repeat(length), limit)).toBe(longer);
  });

  it('counts each of a text that is much too long only until that is known', () => {
    const start = performance.now();
    for (let round = 0; round < 20; round++) expect(isLongerThan('か\u3099'.repeat(500_000), 10)).toBe(true);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('never cuts a piece between the halves of a character', () => {
    for (const character of ['\u{10000}', '\u{10ffff}', '𠮷'])
      for (const before of [0, 1]) {
        const text = 'x'.repeat(before) + character.repeat(400);
        expect([isLongerThan(text, before + 400), isLongerThan(text, before + 399)]).toEqual([false, true]);
      }
  });

  it('does not let heaps of marks pass as one character', () => {
    expect(isLongerThan('a' + '\u0301'.repeat(15), 1)).toBe(false);
    expect(isLongerThan('a' + '\u0301'.repeat(16), 1)).toBe(true);
    expect(isLongerThan(`${'a' + '\u0301'.repeat(5000)}`, 300)).toBe(true);
  });

  it('takes time in proportion to the text', () => {
    for (const text of ['a'.repeat(1_000_000), 'あ'.repeat(340_000), 'a' + '\u0301'.repeat(1_000_000)]) {
      const start = performance.now();
      isLongerThan(text, 65_525);
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });
});
