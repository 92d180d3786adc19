import type { ListedTerm } from '../../domain/policy/lists.js';
import { SEEN_AS, type SeenAs } from '../../domain/signal.js';
import { foldView } from './fold-view.js';
import { isDisguise, skeletonView } from './skeleton-view.js';
import { characterAt, characterBefore, isJapanese, isSpaced, isSpelledOut } from './spelling.js';
import { type SquashedView, squashView } from './squash-view.js';
import { type Found, TermAutomaton } from './term-automaton.js';
import { type TermHit, TermHits } from './term-hits.js';
import { patternsOf, type TermPattern } from './term-pattern.js';
import { type Range, rawRange, rawView, type View } from './view.js';

/** The views of one text, made once for all lists. */
export interface TextViews {
  /** The text that was read. */
  read: string;
  folded: View;
  /** Its places are those of the folded text. */
  squashed: SquashedView;
  /** Its places are those of the folded text. */
  skeleton: SquashedView;
  /** Place in the text that was read at which each unit of the folded one begins. */
  readStarts: () => Int32Array;
}

/** All views of a text. */
export function viewsOf(text: View): TextViews {
  const folded = foldView(text);
  const bare = rawView(folded.text);
  let starts: Int32Array | undefined;
  return {
    read: text.text,
    folded,
    squashed: squashView(bare),
    skeleton: skeletonView(bare),
    readStarts: () => (starts ??= foldView(rawView(text.text)).starts),
  };
}

/** Reach of each mode in the order of SEEN_AS. */
const REACH = { exact: 1, inside: 1, folded: 2, fuzzy: 4 } as const;

const MASKS = new Set('○●〇◯◎△▲□■◇◆☆★✕✖×*＊※#＃_?？'.split('').map((mask) => mask.charCodeAt(0)));

/** Steps of the search with blanks: so many, and so many for each letter of the text. */
const MASK_BUDGET = 20_000;
const MASK_STEPS = 50;

/** Terms of a list made ready; made once for each policy version. */
export class TermIndex {
  private readonly patterns: TermPattern[];
  private readonly byView: Readonly<Record<Exclude<SeenAs, 'blanked'>, TermAutomaton>>;

  /** @param terms those that fold to nothing are ignored, they would be in every text. */
  constructor(terms: readonly ListedTerm[]) {
    this.patterns = terms.flatMap(patternsOf);
    const made = (seenAs: SeenAs, form: (pattern: TermPattern) => string) =>
      new TermAutomaton(this.patterns.map((pattern) => (reaches(pattern, seenAs) ? form(pattern) : '')));
    this.byView = {
      text: made('text', ({ folded }) => folded),
      spread: made('spread', ({ squashed }) => longEnough(squashed.text)),
      lookalike: made('lookalike', ({ skeleton }) => longEnough(skeleton.text)),
    };
  }

  get empty(): boolean {
    return this.patterns.length === 0;
  }

  /** Terms in a text, in order of place, each place once and by its plainest view; at most `limit`. */
  find(views: TextViews, limit: number): TermHit[] {
    const hits = new TermHits(this.patterns, views.folded);
    this.byView.text.search(views.folded.text, (found) => hits.add(found, 'text', found));
    this.findSquashed(views, hits, 'spread');
    this.findSquashed(views, hits, 'lookalike');
    this.findBlanked(views.folded, hits);
    return hits.list(limit);
  }

  private findSquashed(views: TextViews, hits: TermHits, seenAs: 'spread' | 'lookalike'): void {
    const { folded } = views;
    const view = seenAs === 'spread' ? views.squashed : views.skeleton;
    this.byView[seenAs].search(view.text, (found) => {
      const pattern = this.patterns[found.pattern];
      const own = seenAs === 'spread' ? pattern?.squashed : pattern?.skeleton;
      if (own === undefined) return true;
      const range = rangeOfRuns(folded.text, view, own, found);
      if (range === undefined) return true;
      if (!isSpelledOut(folded.text, range) && !isSpacedAsListed(folded.text, range, pattern)) return true;
      if (isInLoanWord(views, range)) return true;
      if (seenAs === 'lookalike' && !isReadable(folded.text, range)) return true;
      return hits.add(found, seenAs, range);
    });
  }

  /** Blanks stand for one letter each. Steps are bounded by the length of the text, so that a page of stars costs no more. */
  private findBlanked(folded: View, hits: TermHits): void {
    const { text } = folded;
    const masks = {
      isMask: (unit: number) => MASKS.has(unit),
      budget: MASK_BUDGET + MASK_STEPS * text.length,
    };
    let mask = -1;
    for (let start = 0; start < text.length; start++) {
      if (mask < start) mask = nextMask(text, start);
      if (mask === -1 || masks.budget <= 0) return;
      if (mask - start > LONGEST_BLANKED) continue;
      const first = mask;
      this.byView.text.matchMasked(text, start, masks, (found) => {
        if (found.end > first && reaches(this.patterns[found.pattern], 'blanked') && isBlanked(text, found))
          hits.add(found, 'blanked', found);
      });
    }
  }
}

/** Letters before a blank at which a term may begin. */
const LONGEST_BLANKED = 12;

function nextMask(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (MASKS.has(text.charCodeAt(at))) return at;
  return -1;
}

function reaches(pattern: TermPattern | undefined, seenAs: SeenAs): boolean {
  return pattern !== undefined && (pattern.exception || REACH[pattern.term.mode] > SEEN_AS.indexOf(seenAs));
}

/** A form that would be found everywhere is no pattern: one kana, two Latin letters. */
function longEnough(form: string): string {
  const letters = Array.from(form);
  return letters.length > 2 || (letters.length === 2 && letters.every(isJapanese)) ? form : '';
}

/**
 * Where a term stands whose letters are repeated as listed, or so often that it is no spelling; undefined where they are
 * not. The word before or after may end or begin with the same letter: then only the term's own letters are it.
 */
function rangeOfRuns(
  text: string,
  view: SquashedView,
  own: SquashedView,
  { start, end }: Found,
): Range | undefined {
  const range = rawRange(view, start, end);
  for (let at = start; at < end; at++) {
    const [there, listed] = [view.runs[at] ?? 0, own.runs[at - start] ?? 0];
    if (there === listed) continue;
    const run = rawRange(view, at, at + 1);
    const letters = text.slice(run.start, run.end);
    const cut =
      at === end - 1
        ? afterLetters(letters, listed)
        : at === start
          ? afterLetters(Array.from(letters).reverse().join(''), listed)
          : undefined;
    if (cut === undefined && there < Math.max(3, listed)) return undefined;
    if (cut !== undefined && at === end - 1) range.end = run.start + cut;
    else if (cut !== undefined) range.start = run.end - cut;
  }
  return range;
}

/** Whether a term of several words has its spaces where they are listed: then each word may be disguised by itself. */
function isSpacedAsListed(text: string, { start, end }: Range, pattern: TermPattern | undefined): boolean {
  const listed = pattern?.folded.split(' ') ?? [];
  const written = text.slice(start, end).split(/\s+/u);
  const form = (word: string) => skeletonView(rawView(word)).text;
  return (
    listed.length > 1 &&
    written.length === listed.length &&
    written.every((word, at) => form(word) === form(listed[at] ?? ''))
  );
}

const SEPARATOR = /[^\p{L}\p{N}]/u;

/** Length of the first `count` letters of a run, when something else follows them; else undefined. */
function afterLetters(run: string, count: number): number | undefined {
  const match = new RegExp(`^(?:[^\\p{L}\\p{N}@$€£¢|+!]*[\\p{L}\\p{N}@$€£¢|+!]){${count}}`, 'u').exec(run);
  return match !== null && SEPARATOR.test(characterAt(run, match[0].length)) ? match[0].length : undefined;
}

const ALL_KATAKANA = /^[ァ-ヶー]+$/u;

/** Characters of a katakana word that are looked at on each side of a hit. */
const LONGEST_LOAN_WORD = 20;

/**
 * バーカ in マイナンバーカード is no バカ: a longer katakana word, with a long vowel where the term has none. Only a word that
 * repeats the term (バーカバーカ) is still it.
 */
function isInLoanWord({ read, folded, readStarts }: TextViews, { start, end }: Range): boolean {
  const own = folded.text.slice(start, end);
  if (!own.includes('ー')) return false;
  // The folded text knows one kind of kana only.
  const starts = readStarts();
  const isKatakana = (from: number, to: number) =>
    ALL_KATAKANA.test(read.slice(starts[from] ?? read.length, starts[to] ?? read.length));
  if (!isKatakana(start, end)) return false;
  let [from, to] = [start, end];
  while (from > 0 && start - from < LONGEST_LOAN_WORD && isKatakana(from - 1, from)) from -= 1;
  while (to < folded.text.length && to - end < LONGEST_LOAN_WORD && isKatakana(to, to + 1)) to += 1;
  const squashed = (text: string) => squashView(rawView(text)).text;
  return squashed(folded.text.slice(from, to)).replaceAll(squashed(own), '') !== '';
}

const LATIN = /[a-z]/u;
/** Latin letters that are drawn otherwise: small capitals, phonetic ones. */
const STYLED = /(?![a-z])\p{Script=Latin}/u;
const OTHER_ALPHABET = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** A look-alike hit has a disguised letter, and enough plain ones to be read. */
function isReadable(text: string, { start, end }: Range): boolean {
  const letters = Array.from(text.slice(start, end));
  if (!letters.some((letter) => isDisguise(letter) || STYLED.test(letter))) return false;
  const plain = letters.filter(
    (letter) => LATIN.test(letter) || (isJapanese(letter) && !isDisguise(letter)),
  ).length;
  const enough = letters.length <= 3 && !letters.some(isJapanese) ? 2 : 1;
  if (plain >= enough) return true;
  const written = letters.filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  if (written.every((letter) => STYLED.test(letter))) return true;
  return (
    written.every((letter) => OTHER_ALPHABET.test(letter) || (DIGIT.test(letter) && isDisguise(letter))) &&
    written.filter((letter) => OTHER_ALPHABET.test(letter)).length * 2 >= written.length &&
    (written.some((letter) => DIGIT.test(letter)) || !isAmongOwnWords(text, { start, end }))
  );
}

const DIGIT = /\p{N}/u;

/** Longest neighbour of a word that is looked at, in UTF-16 units. */
const NEIGHBOUR = 30;

/** Whether the word before or after has letters of another alphabet that are no look-alikes: then it is one of that language. */
function isAmongOwnWords(text: string, { start, end }: Range): boolean {
  const before = /\p{L}+\P{L}*$/u.exec(text.slice(Math.max(0, start - NEIGHBOUR), start))?.[0] ?? '';
  const after = /^\P{L}*\p{L}+/u.exec(text.slice(end, end + NEIGHBOUR))?.[0] ?? '';
  return Array.from(before + after).some((letter) => OTHER_ALPHABET.test(letter) && !isDisguise(letter));
}

/** Enough of the term is there to be read, and it stands where a word may stand. */
function isBlanked(text: string, { start, end }: Range): boolean {
  const letters = Array.from(text.slice(start, end));
  const real = letters.filter((letter) => !MASKS.has(letter.charCodeAt(0)));
  if (real.length === 0 || real.some((letter) => letter === ' ')) return false;
  const first = letters[0] ?? '';
  const last = letters.at(-1) ?? '';
  const [before, after] = [characterBefore(text, start), characterAt(text, end)];
  const closed = (character: string) => !isJapanese(character) && !isSpaced(character);
  if (!real.some(isJapanese)) {
    // f*ck, f**k; a bold mark or a list sign is neither first nor last.
    return (
      LATIN.test(first) &&
      real.length * 2 >= letters.length &&
      (LATIN.test(last) || closed(after)) &&
      real.length > 1
    );
  }
  if (real.length === 1) {
    const isMark = (character: string) => MASKS.has(character.charCodeAt(0));
    if (isMark(before) || isMark(after)) return false;
    return closed(after) && (closed(before) || isMark(first));
  }
  return !MASKS.has(first.charCodeAt(0)) || isJapanese(before) || closed(after);
}
