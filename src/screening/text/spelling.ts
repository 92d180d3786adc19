import type { Range } from './view.js';

/** Letters and digits of scripts that put spaces between words. */
const SPACED_SCRIPT = /[\p{L}\p{N}]/u;
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u;

/** English words of one and two letters: a word made of these alone is a coincidence. */
const SHORT_WORDS = new Set(
  'a i o u am an as at be by do go ha he hi ho if in is it la lo ma me my no of oh ok on or ow ox pa so to uh up us we ye yo'.split(
    ' ',
  ),
);

/** Whether a character belongs to a script that puts spaces between words. */
export function isSpaced(character: string): boolean {
  return SPACED_SCRIPT.test(character) && !JAPANESE.test(character);
}

/** Whether a character is Japanese writing. */
export function isJapanese(character: string): boolean {
  return JAPANESE.test(character);
}

/** The character before a place; empty at the beginning. */
export function characterBefore(text: string, place: number): string {
  const unit = text.charAt(place - 1);
  return unit >= '\udc00' && unit <= '\udfff' ? text.slice(Math.max(0, place - 2), place) : unit;
}

/** The character at a place; empty at the end. */
export function characterAt(text: string, place: number): string {
  const code = text.codePointAt(place);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** Whether a word may begin here: what goes before belongs to no word, or Japanese stands on one side. */
export function beginsWord(text: string, start: number): boolean {
  const before = characterBefore(text, start);
  if (before === "'") return !isSpaced(characterBefore(text, start - 1));
  return !(isSpaced(before) && isSpaced(characterAt(text, start)));
}

/** Whether a word may end here. */
export function endsWord(text: string, end: number): boolean {
  return !(isSpaced(characterBefore(text, end)) && isSpaced(characterAt(text, end)));
}

const SENTENCE_MARK = /[\s。、，．,.!?！？]/u;
const LETTERS = /[\p{L}\p{N}ー@$€£¢+|]+/gu;

/**
 * Whether a part of a folded text with characters between its letters reads as one word spelled out, rather than as the
 * end of one word and the beginning of another.
 */
export function isSpelledOut(text: string, range: Range): boolean {
  const inner = text.slice(range.start, range.end);
  const pieces = inner.match(LETTERS) ?? [];
  if (pieces.length <= 1) return true;
  return pieces.some((piece) => isJapanese(piece.charAt(0)))
    ? isJapaneseSpelledOut(text, range, inner, pieces)
    : !inner.includes(' ') || isEnglishSpelledOut(text, range, pieces);
}

/** Between kana, dots and dashes are disguise; spaces and full stops only where each letter stands alone. */
function isJapaneseSpelledOut(text: string, range: Range, inner: string, pieces: readonly string[]): boolean {
  if (isPartOfList(text, range, inner, pieces)) return false;
  if (!SENTENCE_MARK.test(inner)) return true;
  if (pieces.some((piece) => piece.replaceAll('ー', '').length > 1)) return false;
  return !isLetter(characterBefore(text, range.start)) || !isLetter(characterAt(text, range.end));
}

/** Kanji with the same mark between them that go on before or after (馬・鹿・猪) are things that are listed. */
function isPartOfList(
  text: string,
  { start, end }: Range,
  inner: string,
  pieces: readonly string[],
): boolean {
  if (!pieces.every((piece) => /^\p{Script=Han}$/u.test(piece))) return false;
  const mark = inner.replaceAll(/[\p{L}\p{N}]/gu, '').charAt(0);
  if (mark.trim() === '' || mark === '。') return false;
  return (
    (text.startsWith(mark, end) && isLetter(characterAt(text, end + mark.length))) ||
    (text.slice(0, start).endsWith(mark) && isLetter(characterBefore(text, start - mark.length)))
  );
}

function isLetter(character: string): boolean {
  return SPACED_SCRIPT.test(character) || JAPANESE.test(character);
}

/** Single letters with spaces, unless they go on before or after; or pieces of two letters that are no words. */
function isEnglishSpelledOut(text: string, { start, end }: Range, pieces: readonly string[]): boolean {
  if (pieces.some(({ length }) => length > 2)) return false;
  if (pieces.every(({ length }) => length === 1)) return pieces.length > 3 || !goesOn(text, start, end);
  return !pieces.every((piece) => SHORT_WORDS.has(piece));
}

/** Whether letters that stand alone go before or after. */
function goesOn(text: string, start: number, end: number): boolean {
  return (
    /(?:^|\s)\p{L}\s$/u.test(text.slice(Math.max(0, start - 3), start)) ||
    /^\s\p{L}(?:\s|$)/u.test(text.slice(end, end + 3))
  );
}
