import { digest, fold, foldLine } from './fold.js';

/** What a submission is found by. */
export interface Searchable {
  body: string;
  authorName: string;
  authorUrl: string;
  /** Folded, as in `submission.email_key`. */
  emailKey: string;
  /** Rules that matched, and kinds of signals that were seen. */
  rules: readonly string[];
  signals: readonly string[];
}

interface Lexeme {
  text: string;
  at: number;
  /** A word may be longer than what was asked for; a number, or a pair of characters, may not. */
  open: boolean;
}

/** Scripts written without spaces: their characters are found in pairs. */
const SCRIPTS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー々〆`;
const UNSPACED = new RegExp(`[${SCRIPTS}]`, 'u');
const PARTS = new RegExp(`[${SCRIPTS}]+|(?:(?![${SCRIPTS}])[\\p{L}\\p{M}\\p{N}\\p{So}\\p{Sk}])+`, 'gu');

/** PostgreSQL: a lexeme has at most 2,046 bytes, a position is at most 16,383; what stands behind it is not found. */
const LONGEST_WORD = 100;
const LAST_POSITION = 16_383;

/** Between two fields, so that no phrase runs from one into the other. */
const GAP = 20;

/** Words of a question that are looked at; more add nothing but work. */
const MOST_PARTS = 30;

/** Katakana is found by hiragana and the other way round. */
function unified(text: string): string {
  return fold(text).replace(/[\u30a1-\u30f6]/gu, (kana) =>
    String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60),
  );
}

/** Words, and characters in pairs; the last character of a run stands alone. */
function lexemesOf(text: string, from = 1): { lexemes: Lexeme[]; next: number } {
  const lexemes: Lexeme[] = [];
  let at = from;
  for (const [part] of unified(text).matchAll(PARTS)) {
    if (at > LAST_POSITION) break;
    if (!UNSPACED.test(part)) {
      lexemes.push({ text: part.slice(0, LONGEST_WORD), at, open: !/^\d+$/u.test(part) });
      at += 1;
      continue;
    }
    const characters = Array.from(part).slice(0, LAST_POSITION - at + 1);
    for (const [index, character] of characters.entries()) {
      const next = characters[index + 1];
      lexemes.push({ text: character + (next ?? ''), at: at + index, open: next === undefined });
    }
    at += characters.length;
  }
  return { lexemes, next: at };
}

/** A lexeme as PostgreSQL reads it. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** What cannot be a word of a text: it has a slash. */
const NAME = (name: string) => `n/${foldLine(name).slice(0, LONGEST_WORD)}`;
const EMAIL = (emailKey: string) => `m/${digest(emailKey).slice(0, 32)}`;
const RULE = (rule: string) => `r/${rule}`;
const SIGNAL = (kind: string) => `k/${kind}`;

/**
 * Everything a submission is found by, as text of a `tsvector`: the words of text, name and web address with their places,
 * Japanese in pairs of characters, and as a whole the name, a hash of the e-mail, rules and signals.
 */
export function searchVector(item: Searchable): string {
  const words: string[] = [];
  let next = 1;
  for (const text of [item.body, item.authorName, item.authorUrl]) {
    const found = lexemesOf(text, next);
    for (const { text: word, at } of found.lexemes) {
      words.push(`${quoted(word.toWellFormed())}:${at}`);
    }
    next = found.next + GAP;
  }
  const whole = [
    NAME(item.authorName),
    ...(item.emailKey === '' ? [] : [EMAIL(item.emailKey)]),
    ...item.rules.map(RULE),
    ...item.signals.map(SIGNAL),
  ];
  return [...words, ...whole.map((text) => quoted(text.toWellFormed()))].join(' ');
}

/** One stretch of a question: its parts stand side by side in the text, as in the question. */
function phraseOf(text: string, isWord: boolean): string | null {
  const { lexemes } = lexemesOf(text);
  const asked = lexemes
    .slice(0, MOST_PARTS)
    .filter(({ open, text: part }, index, all) => !(open && UNSPACED.test(part) && pairBefore(all, index)));
  if (asked.length === 0) return null;
  return asked
    .map((lexeme, index) => {
      const before = asked[index - 1];
      const prefix = lexeme.open && (UNSPACED.test(lexeme.text) || (isWord && index === asked.length - 1));
      const link = before === undefined ? '' : `<${lexeme.at - before.at}> `;
      return `${link}${quoted(lexeme.text.toWellFormed())}${prefix ? ':*' : ''}`;
    })
    .join(' ');
}

/** The character that ends a run is in the pair before it. */
function pairBefore(lexemes: readonly Lexeme[], index: number): boolean {
  const before = lexemes[index - 1];
  return before !== undefined && !before.open && before.at === (lexemes[index]?.at ?? 0) - 1;
}

/**
 * A question as text of a `tsquery`: all its words, each as the beginning of a word, Japanese anywhere in the text; what is
 * in quotation marks as it stands; an e-mail address as the author's, or in the text. Null when there is nothing to look for.
 */
export function searchQuery(question: string): string | null {
  const stretches = question.matchAll(/"([^"]+)"|“([^”]+)”|「([^」]+)」|(\S+)/gu);
  const asked: string[] = [];
  for (const [, straight, curly, corner, word] of stretches) {
    const phrase = phraseOf(straight ?? curly ?? corner ?? word ?? '', word !== undefined);
    if (phrase === null) continue;
    const isEmail = word !== undefined && /^[^@]+@[^@]+$/u.test(word);
    asked.push(isEmail ? `(${quoted(EMAIL(fold(word).trim()))} | (${phrase}))` : `(${phrase})`);
    if (asked.length === MOST_PARTS) break;
  }
  return asked.length === 0 ? null : asked.join(' & ');
}

/** The author of this name, or of this e-mail where it has an @, as text of a `tsquery`. */
export function authorQuery(author: string): string {
  const email = fold(author).trim();
  return quoted((email.includes('@') ? EMAIL(email) : NAME(author)).toWellFormed());
}

/** A rule that matched, as text of a `tsquery`. */
export function ruleQuery(rule: string): string {
  return quoted(RULE(rule).toWellFormed());
}

/** A kind of signal that was seen, as text of a `tsquery`. */
export function signalQuery(kind: string): string {
  return quoted(SIGNAL(kind).toWellFormed());
}
