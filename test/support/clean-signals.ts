import type { Signal } from '../../src/domain/signal.js';

/** What a harmless comment by a known author gives, every required signal among it. */
export const CLEAN_SIGNALS: readonly Signal[] = [
  { kind: 'disallowed-words', score: 0, evidence: { hits: [] } },
  { kind: 'listed-terms', score: 0, evidence: { hits: [] } },
  { kind: 'patterns', score: 0, evidence: { hits: [] } },
  { kind: 'thread-state', score: 0, evidence: { closed: false } },
  { kind: 'links', score: 0, evidence: { count: 0, spans: [] } },
  { kind: 'moderation-words', score: 0, evidence: { hits: [] } },
  {
    kind: 'shape',
    score: 0,
    evidence: {
      characters: 20,
      uppercase: 0,
      pictures: 0,
      marks: 0,
      invisible: 0,
      repeated: 0,
      oddities: [],
      spans: [],
    },
  },
  { kind: 'author-history', score: 0, evidence: { approved: 5, rejected: 0, days: 90 } },
  { kind: 'repeated-text', score: 0, evidence: { count: 0 } },
  {
    kind: 'near-duplicates',
    score: 0,
    evidence: { same: 0, similar: 0, authors: 0, networks: 0, ids: [], hours: 24 },
  },
  { kind: 'network-rate', score: 0, evidence: { count: 0, budget: 30, minutes: 10 } },
  { kind: 'rates', score: 0, evidence: { author: 0, thread: 0, minutes: 60 } },
  { kind: 'prompt-like', score: 0, evidence: { spans: [] } },
  { kind: 'link-history', score: 0, evidence: { fresh: 0, domains: [], recent: 0, minutes: 60 } },
  {
    kind: 'language',
    score: 0,
    evidence: {
      shares: { latin: 1, kana: 0, han: 0, hangul: 0, cyrillic: 0, arabic: 0, other: 0 },
      script: 'latin',
      language: 'en',
    },
  },
  {
    kind: 'mail-address',
    score: 0,
    evidence: { missing: false, disposable: false, tagged: false, alias: false },
  },
];
