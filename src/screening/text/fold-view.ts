import { type View, ViewBuilder } from './view.js';

/** What no reader sees: format characters, variation selectors, fillers and other default-ignorables, and NUL. */
export const INVISIBLE = /^[\p{Cf}\p{Default_Ignorable_Code_Point}\0]$/u;
const MARK = /\p{M}/gu;
const IS_MARK = /^\p{M}$/u;
const KANA = /[\u3041-\u30ff]/u;
const HANGUL = /\p{Script=Hangul}/u;

/** Marks that make kana voiced: combining, spacing, half width. */
const VOICED = new Set([0x3099, 0x309b, 0xff9e]);
const HALF_VOICED = new Set([0x309a, 0x309c, 0xff9f]);

/** Letters that Unicode takes for letters of their own, and every reader for a Latin one with a stroke or a tail. */
const STROKED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  ƀ: 'b',
  ɨ: 'i',
  ʉ: 'u',
  ŋ: 'n',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  ʼ: "'",
};

/** Letters in squares and circles that compatibility decomposition leaves as they are, with the first of each run of 26. */
const BOXED_FROM = [0x1f150, 0x1f170, 0x1f1e6];

/** What is folded of the first plane is kept; who sends all others fills no memory. */
const LAST_KEPT = 0xffff;

const known = new Map<number, string>();

/**
 * Text as listed words are compared: width, letter case, styled and accented letters, invisible characters, and the kinds
 * of kana make no difference; white space is one space. Voiced kana stay apart (はは is not ぱぱ).
 */
export function foldView(view: View): View {
  const { text, starts, ends } = view;
  const out = new ViewBuilder(text.length);
  for (let index = 0; index < text.length;) {
    const code = text.codePointAt(index) ?? 0;
    const next = index + (code > 0xffff ? 2 : 1);
    addCodePoint(out, code, { start: starts[index] ?? 0, end: ends[next - 1] ?? 0 });
    index = next;
  }
  return out.finish();
}

function addCodePoint(out: ViewBuilder, code: number, raw: { start: number; end: number }): void {
  if (VOICED.has(code) || HALF_VOICED.has(code)) {
    const voiced = `${out.last}${VOICED.has(code) ? '\u3099' : '\u309a'}`.normalize('NFC');
    if (out.last.length === 1 && voiced.length === 1) out.replaceLast(voiced, raw.end);
    return;
  }
  const folded = foldedCodePoint(code);
  if (folded === '') {
    if (IS_MARK.test(String.fromCodePoint(code))) out.extendLast(raw.end);
    return;
  }
  if (folded === ' ' && out.last === ' ') out.extendLast(raw.end);
  else out.add(folded, raw.start, raw.end);
}

function foldedCodePoint(code: number): string {
  const cached = known.get(code);
  if (cached !== undefined) return cached;
  const folded = foldCharacter(String.fromCodePoint(code), code);
  if (code <= LAST_KEPT) known.set(code, folded);
  return folded;
}

function foldCharacter(character: string, code: number): string {
  if (INVISIBLE.test(character)) return '';
  const boxed = BOXED_FROM.find((first) => code >= first && code < first + 26);
  if (boxed !== undefined) return String.fromCharCode(0x61 + code - boxed);
  return Array.from(character.normalize('NFKC'), (part) => foldPart(part))
    .join('')
    .replace(/\s+/gu, ' ');
}

function foldPart(part: string): string {
  if (INVISIBLE.test(part)) return '';
  if (KANA.test(part)) return hiragana(part);
  const bare = HANGUL.test(part) ? part : part.normalize('NFD').replace(MARK, '');
  return Array.from(bare.toLowerCase(), (letter) => STROKED[letter] ?? letter)
    .join('')
    .replace(MARK, '');
}

/** Katakana as hiragana where there is one. */
function hiragana(kana: string): string {
  const code = kana.charCodeAt(0);
  return (code >= 0x30a1 && code <= 0x30f6) || code === 0x30fd || code === 0x30fe
    ? String.fromCharCode(code - 0x60)
    : kana;
}
