import { fold } from '../../domain/fold.js';
import { type Script, SCRIPTS, type TextLanguage } from '../../domain/signal.js';

const LETTER = /\p{L}/u;

const LETTERS: Readonly<Record<Exclude<Script, 'other'>, RegExp>> = {
  latin: /\p{Script=Latin}/u,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u,
  han: /\p{Script=Han}/u,
  hangul: /\p{Script=Hangul}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  arabic: /\p{Script=Arabic}/u,
};

/** Addresses of the web and of e-mail are written in Latin letters in every language. */
const ADDRESS = /(?:https?:\/\/|www\.)[\x21-\x7e]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255}/gu;

/** Laughter and cries (wwwww, あああ) say nothing about the language. */
const DRAWN_OUT = /(\p{L})\1{2,}/gu;

/** A letter of other scripts says as much as so many Latin ones. */
const WORTH = 3;

/** With less than so many Latin letters, or what is worth them, no language can be told. */
const LEAST = 6;

/** Japanese without any kana is short; what is longer is mostly Chinese. */
const KANJI_ALONE = 20;

/** In which writing systems and in which language a text is, as far as its letters tell. */
export interface Writing {
  /** Share of the letters, from 0 to 1; all 0 without letters. */
  shares: Record<Script, number>;
  /** Of most letters. */
  script: Script | 'none';
  language: TextLanguage;
}

/** Reads the letters of a text, addresses left out. Takes linear time. */
export function writingOf(text: string): Writing {
  const counts = countLetters(fold(text).replace(ADDRESS, ' ').replace(DRAWN_OUT, '$1'));
  const all = SCRIPTS.reduce((sum, script) => sum + counts[script], 0);
  const shares = zeros();
  for (const script of SCRIPTS)
    shares[script] = all === 0 ? 0 : Math.round((counts[script] / all) * 1_000) / 1_000;
  const most = SCRIPTS.reduce((one, other) => (counts[other] > counts[one] ? other : one));
  return { shares, script: all === 0 ? 'none' : most, language: languageOf(counts) };
}

function zeros(): Record<Script, number> {
  return { latin: 0, kana: 0, han: 0, hangul: 0, cyrillic: 0, arabic: 0, other: 0 };
}

function countLetters(text: string): Record<Script, number> {
  const counts = zeros();
  for (const letter of text) if (LETTER.test(letter)) counts[scriptOf(letter)] += 1;
  return counts;
}

function scriptOf(letter: string): Script {
  for (const script of SCRIPTS) if (script !== 'other' && LETTERS[script].test(letter)) return script;
  return 'other';
}

/** By the letters alone: Latin ones are taken for English, whatever the words are. */
function languageOf({
  latin,
  kana,
  han,
  hangul,
  cyrillic,
  arabic,
  other,
}: Record<Script, number>): TextLanguage {
  const japanese = WORTH * (kana + han);
  const foreign = WORTH * (hangul + cyrillic + arabic + other);
  if (latin + japanese + foreign < LEAST) return 'none';
  if (foreign > Math.max(latin, japanese)) return 'other';
  if (latin > japanese) return 'en';
  return kana === 0 && han > KANJI_ALONE ? 'other' : 'ja';
}
