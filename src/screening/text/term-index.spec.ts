import fc from 'fast-check';
import type { ListedTerm } from '../../domain/policy/lists.js';
import type { SeenAs } from '../../domain/signal.js';
import { TermIndex, viewsOf } from './term-index.js';
import { rawView } from './view.js';

const term = (text: string, over: Partial<ListedTerm> = {}): ListedTerm => ({
  text,
  mode: 'fuzzy',
  except: [],
  aliases: [],
  ...over,
});

/** `seen as: raw part` for each hit. */
function found(text: string, ...terms: ListedTerm[]): string[] {
  const hits = new TermIndex(terms).find(viewsOf(rawView(text)), 20);
  return hits.map(({ seenAs, range }) => `${seenAs}: ${text.slice(range.start, range.end)}`);
}

describe('TermIndex sees', () => {
  it.each<[string, string, SeenAs, string]>([
    ['half-width kana', 'ほんとﾊﾞｶだな', 'text', 'ﾊﾞｶ'],
    ['split voicing marks', 'はハ\u3099カだ', 'text', 'ハ\u3099カ'],
    ['full-width Latin', 'ｉｄｉｏｔ', 'text', 'ｉｄｉｏｔ'],
    ['styled Latin', 'an 𝓲𝓭𝓲𝓸𝓽 indeed', 'text', '𝓲𝓭𝓲𝓸𝓽'],
    ['circled letters', 'ⓘⓓⓘⓞⓣ', 'text', 'ⓘⓓⓘⓞⓣ'],
    ['boxed letters', '🅘🅓🅘🅞🅣', 'text', '🅘🅓🅘🅞🅣'],
    ['accents', 'ìdïöt', 'text', 'ìdïöt'],
    [
      'marks on every letter',
      'i\u0336d\u0336i\u0336o\u0336t\u0336',
      'text',
      'i\u0336d\u0336i\u0336o\u0336t\u0336',
    ],
    ['invisible characters', 'id\u200b\u00adiot', 'text', 'id\u200b\u00adiot'],
    ['dots between letters', 'you i.d.i.o.t!', 'spread', 'i.d.i.o.t'],
    ['spaces between letters', 'such an i d i o t', 'spread', 'i d i o t'],
    ['pieces of two letters', 'an id io t', 'spread', 'id io t'],
    ['repeated letters', 'idiooooot', 'spread', 'idiooooot'],
    ['Cyrillic letters', 'idі\u043et', 'lookalike', 'idі\u043et'],
    ['leet', '1d10t', 'lookalike', '1d10t'],
    ['signs for letters', '!d!ot', 'lookalike', '!d!ot'],
    ['blanked letters', 'you i**ot', 'blanked', 'i**ot'],
    ['dots between kana', 'バ・カ', 'spread', 'バ・カ'],
    ['long-vowel bars', 'ばーーか', 'spread', 'ばーーか'],
    ['small kana', 'バヵ', 'spread', 'バヵ'],
    ['a small vowel that lengthens', 'ばぁか', 'spread', 'ばぁか'],
    ['kanji for kana', 'ﾊﾞ力', 'lookalike', 'ﾊﾞ力'],
    ['kanji and punctuation', '死/ね', 'spread', '死/ね'],
    ['a blanked kanji', 'お前○ね！', 'blanked', '○ね'],
    ['katakana for a kanji', 'タヒね', 'text', 'タヒね'],
    ['another kanji of the same sound', 'はよ氏ね', 'text', '氏ね'],
    ['a digit of the same sound', '4ねよ', 'text', '4ね'],
  ])('%s', (_case, text, seenAs, part) => {
    expect(found(text, term('idiot'), term('ばか'), term('死ね'))).toEqual([`${seenAs}: ${part}`]);
  });

  it.each([
    ['oh just g0  away', 'lookalike: g0  away'],
    ['please G0 @W4Y!', 'lookalike: G0 @W4Y'],
    ['go a.w.a.y now', 'spread: go a.w.a.y'],
    ['gooo awayyy', 'spread: gooo awayyy'],
    ['g o away', 'nothing'],
    ['I go a way', 'nothing'],
    ['the 1ogo a way', 'nothing'],
  ])('a term of two words, each disguised by itself: %s', (text, seen) => {
    expect(found(text, term('go away'))[0] ?? 'nothing').toBe(seen);
  });

  it('terms inside longer words where the mode or an asterisk says so', () => {
    expect(found('the idiots', term('idiot'))).toEqual([]);
    expect(found('the idiots', term('idiot*'))).toEqual(['text: idiot']);
    expect(found('superidiotic', term('idiot', { mode: 'inside' }))).toEqual(['text: idiot']);
  });

  it('only what the mode reaches', () => {
    expect(found('i.d.i.o.t 1d10t', term('idiot', { mode: 'exact' }))).toEqual([]);
    expect(found('i.d.i.o.t 1d10t', term('idiot', { mode: 'folded' }))).toEqual(['spread: i.d.i.o.t']);
  });

  it('aliases', () => {
    expect(found('なんて baka だ', term('ばか', { aliases: ['baka'] }))).toEqual(['text: baka']);
  });
});

describe('TermIndex passes over', () => {
  it.each([
    ['an exception', 'バカンスの話ばかり', term('バカ', { except: ['バカンス', 'ばかり'] })],
    ['an exception in disguise', 'シ・ネ・マ', term('しね', { except: ['シネマ'] })],
    ['a word around it', 'Scunthorpe', term('cunt')],
    ['two words', 'she was hit', term('shit')],
    ['an apostrophe before', 'it’s hit', term('shit')],
    ['short words', 'as so on', term('asso')],
    ['letters of an abbreviation', 'C.R.T. and D.I.Y.', term('crt diy')],
    ['numbers', 'the 455 of them', term('ass')],
    ['signs alone', 'raised $$ @ the gala', term('ass')],
    ['two sentences', 'それは死。ねこがいた', term('死ね')],
    ['a list sign before a word', '●ねじを締める', term('死ね')],
    ['a city', '京都市ね', term('死ね')],
    ['a doubled letter of another word', 'good', term('god')],
    ['another sound', 'シャツ', term('やつ')],
    ['a country', 'タヒチ', term('死ね')],
  ])('%s', (_case, text, listed) => expect(found(text, listed)).toEqual([]));

  it('terms that fold to nothing', () => {
    expect(new TermIndex([term('\u200b'), term(' ')]).empty).toBe(true);
  });
});

const LETTERS = 'abcdefgilostuvxyzあいうかしたねばぱカサ死殺馬鹿é'.split('');
const NOISE = ['', '\u200b', '.', '-', ' ', '・', '\u0301', 'ー', '!', '○'];

describe('TermIndex', () => {
  const aWord = fc.array(fc.constantFrom(...LETTERS), { minLength: 2, maxLength: 6 });
  const aText = fc.array(
    fc.oneof(fc.constantFrom(...LETTERS, ...NOISE), fc.string({ unit: 'grapheme', maxLength: 3 })),
    { maxLength: 40 },
  );

  it('gives ranges of the raw text in which each hit is found again', () => {
    fc.assert(
      fc.property(aText, fc.array(aWord, { minLength: 1, maxLength: 4 }), (parts, words) => {
        const text = parts.join('');
        const terms = words.map((word) => term(word.join('')));
        for (const { term: hit, range, seenAs } of new TermIndex(terms).find(viewsOf(rawView(text)), 50)) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeGreaterThan(range.start);
          expect(range.end).toBeLessThanOrEqual(text.length);
          const again = new TermIndex([hit]).find(viewsOf(rawView(text.slice(range.start, range.end))), 50);
          expect(again.map((other) => other.seenAs)).toContain(seenAs);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds a term that stands in any text, whatever its width and case', () => {
    const widths = [(word: string) => word, (word: string) => word.toUpperCase(), wide];
    fc.assert(
      fc.property(aWord, aText, fc.constantFrom(...widths), (letters, parts, written) => {
        const word = letters.join('');
        const text = `${parts.join('')} ${written(word)} `;
        expect(found(text, term(word))).not.toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Full-width where there is one. */
function wide(word: string): string {
  return word.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}
