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
