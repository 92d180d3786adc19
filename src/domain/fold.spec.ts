import fc from 'fast-check';
import { digest, fold, foldLine, languageOfText } from './fold.js';

describe('fold', () => {
  it.each([
    ['ＳＰＡＭ', 'spam'],
    ['ﾊﾞｶ', 'バカ'],
    ['s\u200bp\u00ada\u2060m', 'spam'],
    ['Straße', 'straße'],
    ['①', '1'],
  ])('%s is compared as %s', (raw, folded) => expect(fold(raw)).toBe(folded));

  it('keeps voiced kana apart', () => {
    expect(new Set(['はは', 'ぱぱ', 'ばば', 'ハハ'].map(fold)).size).toBe(4);
  });

  it('is the same when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(fold(fold(text))).toBe(fold(text))),
    );
  });

  it('ignores kinds of white space in lines', () => {
    expect(foldLine('　a\t b\n')).toBe('a b');
  });
});

describe('digest', () => {
  it('tells parts apart', () => {
    expect(digest('ab', 'c')).not.toBe(digest('a', 'bc'));
  });
});

describe('languageOfText', () => {
  it.each([
    ['こんにちは', 'ja'],
    ['日本語', 'ja'],
    ['Hello', 'en'],
    ['Hello 世界, this is English', 'en'],
    ['123 !?', null],
  ])('%s is %s', (text, language) => expect(languageOfText(text)).toBe(language));
});

describe('folding heaps of marks', () => {
  /** Processor time in ms: other programs may run at the same time. */
  const costOf = (text: string): number => {
    const before = process.cpuUsage();
    fold(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };

  it.each([
    ['above, then below', 'a' + '\u0301'.repeat(20_000) + '\u0316'.repeat(20_000)],
    ['above and below in turn', '\u0301\u0316'.repeat(20_000)],
    ['with half-width voicing', ('\u0301'.repeat(29) + '\uff9e').repeat(1_500)],
    ['after a leading consonant', '\u1100' + '\u0345\u0301'.repeat(20_000)],
    ['with invisible characters between', '\u0301\u200d\u0316'.repeat(15_000)],
  ])('takes time in proportion to the text: %s', (_name, text) => {
    // Sorting the whole run takes a second and more.
    expect(costOf(text)).toBeLessThan(300);
  });

  it('changes nothing of words with marks', () => {
    const word = `e${'\u0301\u0316'.repeat(10)}`;
    expect(fold(word)).toBe(word.normalize('NFKC'));
    expect(fold('か\u3099ｶﾞ')).toBe('がガ');
  });

  it('leaves nothing behind', () => {
    expect(fold('a' + '\u0301'.repeat(100))).not.toContain('\u034f');
    expect(fold('a' + '\u0301'.repeat(100))).toBe('á' + '\u0301'.repeat(99));
  });
});
