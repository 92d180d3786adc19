/** The fields of a submission that words are looked for in. */
export const WORD_FIELDS = ['text', 'name', 'email', 'url', 'userAgent', 'address'] as const;

/** A field of a submission that words are looked for in. */
export type WordField = (typeof WORD_FIELDS)[number];

/** Part of a field as sent, in UTF-16 code units, end exclusive. */
export interface Span {
  field: WordField;
  start: number;
  end: number;
}

/** A listed word and where it was found. */
export interface WordHit {
  word: string;
  span: Span;
}

/** Every kind of signal with its evidence. The only list: stages, rules, sentences and the console follow it. */
export interface Evidence {
  /** Links that readers would see (domain/find-links.ts). */
  links: { count: number; spans: Span[] };
  'moderation-words': { hits: WordHit[] };
  'disallowed-words': { hits: WordHit[] };
  /** Earlier approved of the same name and e-mail; `rejected` counts by e-mail alone, within the policy's days. */
  'author-history': { approved: number; rejected: number; days: number };
  /** Other submissions of the site with the same folded text, of any state. */
  'repeated-text': { count: number };
  /** Submissions from the same /24 or /48 within the policy's minutes before this one. */
  'network-rate': { count: number; budget: number; minutes: number };
  'thread-state': { closed: boolean };
  /** A stage threw or ran out of time: what it would have seen is unknown. */
  'stage-failed': { stage: string; message: string };
  /** The job failed as often as it may. */
  'screening-failed': { tries: number; message: string };
  /** No worker got to it in time. */
  'screening-overdue': { seconds: number };
}

/** A kind of signal. */
export type SignalKind = keyof Evidence;

/** One observation: `score` from 0 (nothing seen) to 1. */
export type Signal = {
  [Kind in SignalKind]: { kind: Kind; score: number; evidence: Evidence[Kind] };
}[SignalKind];

/** The signal of one kind. */
export type SignalOf<Kind extends SignalKind> = Extract<Signal, { kind: Kind }>;

/** The first signal of a kind, or undefined. */
export function findSignal<Kind extends SignalKind>(
  signals: readonly Signal[],
  kind: Kind,
): SignalOf<Kind> | undefined {
  return signals.find((signal): signal is SignalOf<Kind> => signal.kind === kind);
}
