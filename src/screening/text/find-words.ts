import type { ListedTerm } from '../../domain/policy/lists.js';
import type { WordHit } from '../../domain/signal.js';
import type { ScreenedText } from '../pipeline/stage.js';
import { readingsOf } from './read-fields.js';
import { TermIndex } from './term-index.js';

/** Places that are recorded at most. */
const MAX_HITS = 20;

const indexes = new WeakMap<readonly string[], TermIndex>();

/** The index of a list, made once for each policy that is in memory. */
function indexOf(words: readonly string[]): TermIndex {
  const known = indexes.get(words);
  if (known !== undefined) return known;
  const index = new TermIndex(words.flatMap(termsOf));
  indexes.set(words, index);
  return index;
}

/** A word of a plain list is found anywhere, as in WordPress 6.8, and as a word of its own also in disguise. */
function termsOf(word: string): ListedTerm[] {
  const term = { text: word, except: [], aliases: [] };
  return [
    { ...term, mode: 'inside' },
    { ...term, mode: 'fuzzy' },
  ];
}

/**
 * Listed words in the fields that WordPress 6.8 looks at: text, name, e-mail, address of the site, user agent, network
 * address. The text is read as sent and as readers would see it.
 * @returns places in the raw fields, at most 20, each with how the word was seen there.
 */
export function findWords(submission: ScreenedText, words: readonly string[]): WordHit[] {
  const index = indexOf(words);
  if (index.empty) return [];
  const hits: WordHit[] = [];
  for (const { field, views } of readingsOf(submission)) {
    for (const { term, seenAs, range } of index.find(views, 2 * MAX_HITS)) {
      const hit: WordHit = { word: term.text, seenAs, span: { field, ...range } };
      if (hits.length < MAX_HITS && !hits.some((other) => isSame(other, hit))) hits.push(hit);
    }
  }
  return hits;
}

/** The same word at the same place, however it was read. */
function isSame(one: WordHit, other: WordHit): boolean {
  return (
    one.word === other.word &&
    one.span.field === other.span.field &&
    one.span.start < other.span.end &&
    other.span.start < one.span.end
  );
}
