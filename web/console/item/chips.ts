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

/**
 * The sentences that spoke for holding, each with its signal once that is known, and the signals that did not.
 * A list knows the sentences before the item's signals arrive, so that the first part never moves.
 */
export function chipsOf(
  because: readonly string[],
  signals: readonly SignalView[],
): { reasons: Chip[]; others: Chip[] } {
  const taken = new Set<number>();
  const reasons = because.map((sentence, at): Chip => {
    const found = signals.findIndex((signal, index) => !taken.has(index) && signal.sentence === sentence);
    const signal = signals[found];
    taken.add(found);
    return {
      key: `reason ${at}`,
      sentence,
      score: signal?.score ?? null,
      signal: signal === undefined ? null : found,
      points: signal !== undefined && signal.spans.length > 0,
    };
  });
  const others = signals.flatMap((signal, index): Chip[] =>
    taken.has(index)
      ? []
      : [
          {
            key: `signal ${index}`,
            sentence: signal.sentence,
            score: signal.score,
            signal: index,
            points: signal.spans.length > 0,
          },
        ],
  );
  return { reasons, others };
}
