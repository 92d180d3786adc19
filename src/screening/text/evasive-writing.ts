import type { Oddity } from '../../domain/signal.js';
import type { Range } from './view.js';

/** A way of writing that serves to be read by people and not by programs, and where it stands. */
export interface Evasion {
  oddity: Extract<Oddity, 'hidden-characters' | 'letters-apart' | 'letters-blanked' | 'mixed-kana'>;
  ranges: Range[];
}

/** Single letters with the same few marks between them. */
const APART =
  /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][ .\-_·・•*~|/\u3000、。]{1,3}){5,400}[\p{L}\p{N}](?![\p{L}\p{N}])/gu;
const LETTERS_APART = 7;
const JAPANESE_APART = 6;
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Characters without width inside a word; soft hyphens come with texts that were copied. */
const HIDDEN =
  /(?<=[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])(?:\u200b|\u200c|\u200d|\u2060|\ufeff)+(?=\p{L})/gu;
const HIDDEN_CHARACTERS = 3;

/** b***k: a word of which stars have left the ends. */
const BLANKED = /(?<![\p{L}\p{N}*])[a-z]{1,3}\*{2,8}[a-z]{1,3}(?![\p{L}\p{N}*])/giu;
const BLANKED_WORDS = 3;

/** One katakana among hiragana (アたマ), where no word of one katakana stands (ヶ月, ト書き). */
const LONE_KATAKANA = /(?<![ァ-ヺー\p{Script=Han}])[ァ-ヴ](?![ァ-ヺー\p{Script=Han}])/gu;
const HIRAGANA = /\p{Script=Hiragana}/u;
const LONE_WITHIN = 3;
const LONE_BESIDE = 4;

/** Ways of writing in a text that hide words whatever they are. Takes linear time. */
export function evasionsOf(text: string): Evasion[] {
  const found: Evasion[] = [
    { oddity: 'letters-apart', ranges: rangesOf(text, APART).filter((range) => isSpelledOut(text, range)) },
    { oddity: 'hidden-characters', ranges: atLeast(HIDDEN_CHARACTERS, rangesOf(text, HIDDEN)) },
    { oddity: 'letters-blanked', ranges: atLeast(BLANKED_WORDS, rangesOf(text, BLANKED)) },
    { oddity: 'mixed-kana', ranges: mixedKana(text) },
  ];
  return found.filter(({ ranges }) => ranges.length > 0);
}

function rangesOf(text: string, pattern: RegExp): Range[] {
  return [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
}

function atLeast(count: number, ranges: Range[]): Range[] {
  return ranges.length >= count ? ranges : [];
}

/** Capitals with full stops are an abbreviation. */
const ABBREVIATION = /^(?:\p{Lu}\.)+\p{Lu}$/u;

/** Numbers in a row are none, nor are kanji: those are days of the week, or things that are listed. */
function isSpelledOut(text: string, { start, end }: Range): boolean {
  const written = text.slice(start, end);
  if (ABBREVIATION.test(written)) return false;
  const letters = written.match(/\p{L}/gu) ?? [];
  return JAPANESE.test(letters.join('')) ? letters.length >= JAPANESE_APART : isWord(letters);
}

/** Letters in the order of the alphabet are a list. */
function isWord(letters: readonly string[]): boolean {
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  const isRow = latin.every((letter, index) => index === 0 || letter >= (latin[index - 1] ?? ''));
  return latin.length >= LETTERS_APART && !isRow;
}

function mixedKana(text: string): Range[] {
  const lone = rangesOf(text, LONE_KATAKANA);
  const beside = lone.filter(
    ({ start, end }) => HIRAGANA.test(text.charAt(start - 1)) || HIRAGANA.test(text.charAt(end)),
  );
  const within = beside.filter(
    ({ start, end }) => HIRAGANA.test(text.charAt(start - 1)) && HIRAGANA.test(text.charAt(end)),
  );
  return within.length >= LONE_WITHIN || beside.length >= LONE_BESIDE ? beside : [];
}
