import { type View, ViewBuilder } from './view.js';

/** A view in which each run of equal letters is one; `runs` tells how many there were. */
export interface SquashedView extends View {
  /** Letters of the run of each unit. */
  runs: Int32Array;
}

const LETTER = /[\p{L}\p{N}]/u;
const LONG_VOWEL = 'ー';
/** After it a small kana is no part of the sound before. */
const WORD_END = /[\s。、，．,.!?！？]/u;

const SMALL = 'ぁぃぅぇぉゃゅょゎゕゖゐゑ';
const LARGE = 'あいうえおやゆよわかけいえ';
const SMALL_VOWELS = 'ぁぃぅぇぉ';

/** Kana by vowel, in the order of SMALL_VOWELS. */
const BY_VOWEL = [
  'あかさたなはまやらわがざだばぱぁゃゎ',
  'いきしちにひみりぎじぢびぴぃ',
  'うくすつぬふむゆるぐずづぶぷゔぅゅっ',
  'えけせてねへめれげぜでべぺぇ',
  'おこそとのほもよろをごぞどぼぽぉょ',
];

/** Kana with which a small one is one sound (しゃ, ふぁ, てぃ): there it is no other way to write the large one. */
const ONE_SOUND =
  /^(?:[きしちにひみりぎじぢびぴ][ゃゅょ]|[ふうつゔ][ぁぃぅぇぉ]|[てで][ぃゅ]|[とど]ぅ|[しじちすず][ぃぇ]|[くぐ][ぁぃぇぉゎ])$/u;

/**
 * A folded view without spaces, punctuation, symbols, dashes and long-vowel bars; small kana as large ones unless they are
 * one sound with the kana before, a small vowel that only lengthens it left out (ばぁか), repeated letters once.
 */
export function squashView(folded: View): SquashedView {
  const out = new ViewBuilder(folded.text.length);
  const runs: number[] = [];
  let before = '';
  for (let index = 0; index < folded.text.length;) {
    const letter = String.fromCodePoint(folded.text.codePointAt(index) ?? 0);
    const end = index + letter.length;
    const kept = squashed(letter, before);
    if (kept !== '') {
      const raw = { start: folded.starts[index] ?? 0, end: folded.ends[end - 1] ?? 0 };
      if (kept === out.last) {
        out.extendLast(raw.end);
        for (let unit = 1; unit <= kept.length; unit++) runs[runs.length - unit] = (runs.at(-1) ?? 0) + 1;
      } else {
        out.add(kept, raw.start, raw.end);
        for (let unit = 0; unit < kept.length; unit++) runs.push(1);
      }
      before = kept;
    } else if (WORD_END.test(letter)) before = '';
    index = end;
  }
  return { ...out.finish(), runs: Int32Array.from(runs) };
}

const kinds = new Map<string, string>();

/** The letter as it stands in the view; empty when it is left out. */
function squashed(letter: string, before: string): string {
  const vowel = SMALL_VOWELS.indexOf(letter);
  if (vowel !== -1 && before !== '' && BY_VOWEL[vowel]?.includes(before) === true) return '';
  const small = SMALL.indexOf(letter);
  if (small !== -1) return ONE_SOUND.test(before + letter) ? letter : (LARGE[small] ?? letter);
  const known = kinds.get(letter);
  if (known !== undefined) return known;
  const result = letter !== LONG_VOWEL && LETTER.test(letter) ? letter : '';
  if (letter.length === 1) kinds.set(letter, result);
  return result;
}
