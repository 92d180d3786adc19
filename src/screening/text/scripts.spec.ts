import fc from 'fast-check';
import { SCRIPTS, type TextLanguage } from '../../domain/signal.js';
import { writingOf } from './scripts.js';

describe('the language of a text by its letters', () => {
  it.each<[string, TextLanguage]>([
    ['The mayor should resign at once.', 'en'],
    ['Ｔｈｅ　ｍａｙｏｒ', 'en'],
    ['𝓣𝓱𝓮 𝓶𝓪𝔂𝓸𝓻', 'en'],
    ['市長は辞めるべきだ', 'ja'],
    ['ｼﾁｮｳﾊﾔﾒﾛ', 'ja'],
    ['賛成', 'ja'],
    ['消費税増税断固反対', 'ja'],
    ['WindowsのUpdateがまた失敗した', 'ja'],
    ['詳細はhttps://example.org/a/very/long/path/of/latin/lettersをご覧ください', 'ja'],
    ['連絡は aiko.tanaka.of.the.city.council@example.org まで', 'ja'],
    ['I love sushi and 寿司', 'en'],
    ['Мэр должен уйти в отставку', 'other'],
    ['시장은 사임해야 한다', 'other'],
    ['يجب أن يستقيل العمدة', 'other'],
    ['ראש העיר חייב להתפטר', 'other'],
    ['市长应该立即辞职因为他没有履行对市民的承诺我们都很失望', 'other'],
    ['', 'none'],
    ['👍👍👍', 'none'],
    ['OK!', 'none'],
    ['草', 'none'],
    ['wwwwwwwwwwwwwwww', 'none'],
    ['ああああああああああ', 'none'],
    ['12,345 (!?)', 'none'],
    ['https://example.org/only/an/address', 'none'],
  ])('%s: %s', (text, language) => expect(writingOf(text).language).toBe(language));
});

describe('the letters of a text', () => {
  it('are shared out among writing systems', () => {
    expect(writingOf('abcかキー漢한дا한ก').shares).toEqual({
      ...{ latin: 0.25, kana: 0.25, han: 0.083, hangul: 0.167 },
      ...{ cyrillic: 0.083, arabic: 0.083, other: 0.083 },
    });
  });

  it.each([
    ['abcかな', 'latin'],
    ['かな漢', 'kana'],
    ['漢字だ', 'han'],
    ['ok', 'latin'],
    ['123 👍', 'none'],
  ])('%s are mostly %s', (text, script) => expect(writingOf(text).script).toBe(script));

  it('have shares that come to one, or to nothing without letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { shares, script } = writingOf(text);
        const sum = SCRIPTS.reduce((all, one) => all + shares[one], 0);
        expect(Math.abs(sum - (script === 'none' ? 0 : 1))).toBeLessThan(0.005);
      }),
    );
  });
});
