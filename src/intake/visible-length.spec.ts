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
