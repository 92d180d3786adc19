import type { ListedTerm } from '../../domain/policy/lists.js';
import { SEEN_AS, type SeenAs } from '../../domain/signal.js';
import { beginsWord, characterAt, characterBefore, endsWord } from './spelling.js';
import type { Found } from './term-automaton.js';
import type { TermPattern } from './term-pattern.js';
import { type Range, rawRange, type View } from './view.js';

/** A listed term in a text. */
export interface TermHit {
  term: ListedTerm;
  seenAs: SeenAs;
  /** Part of the raw text. */
  range: Range;
}

/** Places that are looked at, at most. */
const MOST_PLACES = 500;

const BETWEEN = /[^\p{L}\p{N}ー]/u;

const PLAIN_FIRST = (seenAs: SeenAs): number => SEEN_AS.indexOf(seenAs);

/** Gathers hits and drops those that an exception covers or a plainer one has. */
export class TermHits {
  private readonly found: (TermHit & { folded: Range })[] = [];
  private readonly exceptions: { term: ListedTerm; seenAs: SeenAs; folded: Range }[] = [];

  constructor(
    private readonly patterns: readonly TermPattern[],
    private readonly view: View,
  ) {}

  /** @returns whether the search goes on. */
  add({ pattern: index }: Found, seenAs: SeenAs, { start, end }: Range): boolean {
    const pattern = this.patterns[index];
    if (pattern === undefined) return true;
    const { term, exception } = pattern;
    if (exception) this.exceptions.push({ term, seenAs, folded: { start, end } });
    else if (this.standsAlone(pattern, start, end)) {
      this.found.push({ term, seenAs, folded: { start, end }, range: rawRange(this.view, start, end) });
    }
    return this.found.length + this.exceptions.length < MOST_PLACES;
  }

  list(limit: number): TermHit[] {
    const kept: (TermHit & { folded: Range })[] = [];
    const sorted = this.found.sort((a, b) => PLAIN_FIRST(a.seenAs) - PLAIN_FIRST(b.seenAs));
    for (const hit of sorted) {
      if (kept.length >= limit) break;
      const covered = (other: { term: ListedTerm; seenAs: SeenAs; folded: Range }) =>
        other.term === hit.term &&
        other.folded.start <= hit.folded.start &&
        other.folded.end >= hit.folded.end &&
        (other.seenAs === 'text' || this.isOneWord(other.folded, hit.folded));
      const overlaps = (other: { term: ListedTerm; folded: Range }) =>
        other.term === hit.term && other.folded.start < hit.folded.end && hit.folded.start < other.folded.end;
      if (!this.exceptions.some(covered) && !kept.some(overlaps)) kept.push(hit);
    }
    return kept
      .sort((a, b) => a.folded.start - b.folded.start)
      .map(({ term, seenAs, range }) => ({ term, seenAs, range }));
  }

  /** What stands between the letters of an exception stands between those of the term too: b a k a n s, not "baka. N s". */
  private isOneWord(exception: Range, { start, end }: Range): boolean {
    const { text } = this.view;
    const own = text.slice(start, end);
    const around = text.slice(exception.start, start) + text.slice(end, exception.end);
    const between = Array.from(around).filter((character) => BETWEEN.test(character));
    if (between.length === 0) return true;
    const stands = [characterBefore(text, exception.start), characterAt(text, exception.end)];
    return (
      between.every((character) => own.includes(character)) &&
      stands.every((character) => character === '' || BETWEEN.test(character))
    );
  }

  private standsAlone({ openStart, openEnd, alone }: TermPattern, start: number, end: number): boolean {
    const { text } = this.view;
    if (alone && /[\p{Script=Han}\p{N}ァ-ヶ]$/u.test(characterBefore(text, start))) return false;
    return (openStart || beginsWord(text, start)) && (openEnd || endsWord(text, end));
  }
}
