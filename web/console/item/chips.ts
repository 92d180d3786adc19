import type { SignalView } from '../../../src/contract/review-api.js';

/** A sentence about a signal; `signal` is its place in the list, null while only the sentence is known. */
export interface Chip {
  key: string;
  sentence: string;
  score: number | null;
  signal: number | null;
  /** It points at words that can be lit. */
  points: boolean;
}

/** What speaks about an item: what held it, what else was seen, and what was looked for and not found. */
export interface Chips {
  reasons: Chip[];
  others: Chip[];
  clear: Chip[];
}

function chipOf(signal: SignalView, index: number): Chip {
  const { sentence, score, spans } = signal;
  return { key: `signal ${index}`, sentence, score, signal: index, points: spans.length > 0 };
}

/**
 * The sentences that spoke for holding, each with its signal once that is known, and the signals that did not.
 * A list knows the sentences before the item's signals arrive, so that the first part never moves.
 */
export function chipsOf(because: readonly string[], signals: readonly SignalView[]): Chips {
  const taken = new Set<number>();
  const reasons = because.map((sentence, at): Chip => {
    const found = signals.findIndex((signal, index) => !taken.has(index) && signal.sentence === sentence);
    const signal = signals[found];
    const key = `reason ${at}`;
    if (signal === undefined) return { key, sentence, score: null, signal: null, points: false };
    taken.add(found);
    return { ...chipOf(signal, found), key };
  });
  const rest = signals.map(chipOf).filter((_chip, index) => !taken.has(index));
  const isClear = ({ score, points }: Chip) => score === 0 && !points;
  return { reasons, others: rest.filter((chip) => !isClear(chip)), clear: rest.filter(isClear) };
}
