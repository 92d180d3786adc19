import fc from 'fast-check';
import { aContext } from '../../../test/support/a.js';
import type { ScreenedText } from '../pipeline/stage.js';
import { findWords } from './find-words.js';

const found = (submission: Partial<ScreenedText>, ...words: string[]): string[] => {
  const context = aContext({ submission });
  return findWords(context.submission, words).map(({ word, span }) => {
    const raw = {
      text: 'body',
      name: 'authorName',
      email: 'authorEmail',
      url: 'authorUrl',
      userAgent: 'userAgent',
      address: 'address',
    } as const;
    const text = context.submission[raw[span.field]] ?? '';
    return `${word} in ${span.field}: ${text.slice(span.start, span.end)}`;
  });
};

describe('findWords', () => {
  it.each<[string, Partial<ScreenedText>, string, string[]]>([
    ['a substring', { body: 'the Pressword' }, 'sswo', ['sswo in text: sswo']],
    ['any letter case', { body: 'VIAGRA now' }, 'viagra', ['viagra in text: VIAGRA']],
    ['the name', { authorName: 'Bad Bob' }, 'bad', ['bad in name: Bad']],
    ['the e-mail', { authorEmail: 'x@spam.example' }, 'spam.ex', ['spam.ex in email: spam.ex']],
    ['the site', { authorUrl: 'http://casino.example/' }, 'casino', ['casino in url: casino']],
    ['the user agent', { userAgent: 'EvilBot/1' }, 'evilbot', ['evilbot in userAgent: EvilBot']],
    ['the address', { address: '203.0.113.9' }, '203.0.113.', ['203.0.113. in address: 203.0.113.']],
    [
      'Japanese without word boundaries',
      { body: '今すぐ出会い系サイトへ' },
      '出会い系',
      ['出会い系 in text: 出会い系'],
    ],
    ['half-width kana', { body: 'これはﾊﾞｶです' }, 'バカ', ['バカ in text: ﾊﾞｶ']],
    ['full-width Latin', { body: 'ｃａｓｉｎｏ!' }, 'casino', ['casino in text: ｃａｓｉｎｏ']],
    ['a full-width entry', { body: 'casino' }, 'ＣＡＳＩＮＯ', ['ＣＡＳＩＮＯ in text: casino']],
    [
      'zero-width characters',
      { body: 'ca\u200bsi\u00adno' },
      'casino',
      ['casino in text: ca\u200bsi\u00adno'],
    ],
    ['a tag in the word', { body: 'a bad<b>wo</b>rd' }, 'badword', ['badword in text: bad<b>wo</b>rd']],
    [
      'a tag with a quoted >',
      { body: 'bad<i title=">">word' },
      'badword',
      ['badword in text: bad<i title=">">word'],
    ],
    ['character references', { body: 'c&#97;s&#x69;no' }, 'casino', ['casino in text: c&#97;s&#x69;no']],
    ['references without semicolon', { body: 'c&#97sino' }, 'casino', ['casino in text: c&#97sino']],
    [
      'named references',
      { body: 'caf&eacute; &commat; home' },
      'café @',
      ['café @ in text: caf&eacute; &commat;'],
    ],
    [
      'tags and references together',
      { body: 'c&#97;<b>s</b>ino' },
      'casino',
      ['casino in text: c&#97;<b>s</b>ino'],
    ],
    ['an apostrophe', { body: "don't" }, "don't", ["don't in text: don't"]],
    ['a typographic apostrophe', { body: 'don’t' }, "don't", ["don't in text: don’t"]],
    ['white space of any kind', { body: 'buy\n　now' }, 'buy now', ['buy now in text: buy\n　now']],
    ['a decomposed letter', { body: 'cafe\u0301' }, 'café', ['café in text: cafe\u0301']],
    ['ordinary < and >', { body: '1 < 2 spam > 0' }, 'spam', ['spam in text: spam']],
    ['an emoji', { body: 'hey 🎰🎰' }, '🎰🎰', ['🎰🎰 in text: 🎰🎰']],
    ['one letter', { body: 'xyz' }, 'y', ['y in text: y']],
    ['two letters', { body: 'xyz' }, 'yz', ['yz in text: yz']],
    ['katakana for hiragana', { body: 'ばか' }, 'バカ', ['バカ in text: ばか']],
    ['final sigma', { body: 'ΟΔΟΣ' }, 'οδος', ['οδος in text: ΟΔΟΣ']],
  ])('sees %s', (_case, submission, word, expected) => {
    expect(found(submission, word)).toEqual(expected);
  });

  it.each<[string, Partial<ScreenedText>, string]>([
    ['voiced kana', { body: 'はは' }, 'ぱぱ'],
    ['another word', { body: 'harmless' }, 'casino'],
  ])('keeps apart %s', (_case, submission, word) => {
    expect(found(submission, word)).toEqual([]);
  });

  it('ignores entries that fold to nothing', () => {
    expect(found({ body: 'anything' }, '\u200b', ' ', '\u00ad')).toEqual([]);
  });

  it('records a place once, however it is read', () => {
    expect(found({ body: 'casino <b>x</b> &amp;' }, 'casino')).toEqual(['casino in text: casino']);
  });

  it('records a bounded number of places', () => {
    expect(found({ body: 'a '.repeat(500) }, 'a')).toHaveLength(20);
  });

  it('finds any word put into any text, whatever invisible characters and tags are put into the word', () => {
    const letter = fc.constantFrom(...'abcあいうアガ漢🎰é'.split(/(?:)/u));
    const noise = fc.constantFrom('', '\u200b', '\u00ad', '\u2060', '<b>', '</i>', '<a href="x>y">');
    fc.assert(
      fc.property(
        fc.array(letter, { minLength: 1, maxLength: 6 }),
        fc.array(noise, { minLength: 6, maxLength: 6 }),
        fc.string({ unit: 'grapheme' }),
        (word, noises, text) => {
          const hidden = word
            .map((char, index) => char + (index < word.length - 1 ? noises[index] : ''))
            .join('');
          const body = `${text.replace(/[<&]/g, '')} ${hidden}`;
          expect(findWords(aContext({ submission: { body } }).submission, [word.join('')])).not.toEqual([]);
        },
      ),
    );
  });
});
