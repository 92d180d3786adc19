import type { WordField, WordHit } from '../../domain/signal.js';
import type { ScreenedText } from '../pipeline/stage.js';
import {
  rawSpan,
  rawView,
  type TextView,
  withoutEntities,
  withoutTags,
  wordKey,
  wordView,
} from './text-view.js';
import { WordIndex } from './word-index.js';

/** Places that are recorded at most. */
const MAX_HITS = 20;

const indexes = new WeakMap<readonly string[], WordIndex>();

/** The index of a list, made once for each policy that is in memory. */
function indexOf(words: readonly string[]): WordIndex {
  const known = indexes.get(words);
  if (known !== undefined) return known;
  const index = new WordIndex(words);
  indexes.set(words, index);
  return index;
}

/**
 * Listed words in the fields that WordPress 6.8 looks at: text, name, e-mail, address of the site, user agent, network
 * address. Substrings, without word boundaries. The text is read as sent and as readers would see it: neither tags nor
 * character references, width, letter case or invisible characters hide a word.
 * @returns places in the raw fields, at most 20.
 */
export function findWords(submission: ScreenedText, words: readonly string[]): WordHit[] {
  const index = indexOf(words);
  if (index.empty) return [];
  const fields: [WordField, string | null][] = [
    ['text', submission.body],
    ['name', submission.authorName],
    ['email', submission.authorEmail],
    ['url', submission.authorUrl],
    ['userAgent', submission.userAgent],
    ['address', submission.address],
  ];
  const hits: WordHit[] = [];
  const seen = new Set<string>();
  for (const [field, text] of fields) {
    if (text === null || text === '') continue;
    for (const view of readingsOf(field, text)) {
      for (const hit of hitsIn(view, field, index)) {
        const id = `${hit.word}\n${field}\n${hit.span.start}`;
        if (!seen.has(id) && hits.length < MAX_HITS) hits.push(hit);
        seen.add(id);
      }
    }
  }
  return hits;
}

/** Ways to read a field; only the text may hold tags and character references. */
function readingsOf(field: WordField, text: string): TextView[] {
  const raw = rawView(text);
  if (field !== 'text') return [raw];
  const readings = [raw];
  const bare = text.includes('<') ? withoutTags(raw) : raw;
  if (bare !== raw) readings.push(bare);
  if (text.includes('&')) {
    readings.push(withoutEntities(raw));
    if (bare !== raw) readings.push(withoutEntities(bare));
  }
  return readings;
}

function hitsIn(view: TextView, field: WordField, index: WordIndex): WordHit[] {
  const found = index.find(wordKey(view.text), MAX_HITS);
  if (found.length === 0) return [];
  const folded = wordView(view);
  return found.map(({ word, start, end }) => ({
    word,
    span: {
      field,
      ...(folded === undefined ? rawSpan(view, 0, view.text.length) : rawSpan(folded, start, end)),
    },
  }));
}
