import { createHash } from 'node:crypto';

/** What no reader sees: format characters, variation selectors, fillers and other default-ignorables, and NUL. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\0]/gu;

/**
 * Text as it is compared: NFKC (width, half-width kana, ligatures), invisible characters removed, lower case.
 * Voiced kana stay apart (はは is not ぱぱ), as do hiragana and katakana. Never shown, never stored as text.
 */
export function fold(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFKC').replace(INVISIBLE, '').toLowerCase();
}

/** `fold` with runs of white space as one space and none at the ends: for names and whole texts. */
export function foldLine(text: string): string {
  return fold(text).replace(/\s+/gu, ' ').trim();
}

/** Hex SHA-256 of parts; the parts cannot run into each other. */
export function digest(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}

/** Language of a text by its script: any kana is Japanese, as are Han without Latin; letters otherwise English; else null. */
export function languageOfText(text: string): 'en' | 'ja' | null {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Han}/u.test(text) && !/\p{Script=Latin}{3}/u.test(text)) return 'ja';
  return /\p{L}/u.test(text) ? 'en' : null;
}
