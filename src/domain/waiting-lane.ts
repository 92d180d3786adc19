import { isHardToRead } from './hard-to-read.js';
import type { Symbol } from './policy/apply-rules.js';
import type { Signal } from './signal.js';

/** Why a held submission stands where it stands in the queue. */
export interface WaitingPlace {
  /** How likely a person approves it, 0 to 1, by the points of the verdict. */
  likelyFine: number;
  /** A person's life, or a child, may be in danger: it goes first. */
  urgent: boolean;
  /** It is hard to read: shared out, and not one after the other. Unknown for what was held before this was kept. */
  severe?: boolean;
}

/** What a verdict tells of the place of what it holds. */
export interface HeldVerdict {
  score: number;
  symbols: readonly Symbol[];
  signals: readonly Signal[];
}

/** With no points against it. */
const FINE_AT_BEST = 0.95;

/** Points that halve how likely it is fine. */
const HALVING_POINTS = 4;

/**
 * The longest that a doubtful submission waits behind what came later, in minutes. Nothing that comes after that goes before
 * it, so that everything has its turn.
 */
export const LONGEST_DELAY_MINUTES = 240;

/** Hours in which the conversation under an article loses half of its freshness. */
export const FRESHNESS_HALF_LIFE_HOURS = 48;

/** Minutes by which what is urgent goes before what came earlier. */
export const URGENT_MINUTES = 1_440;

/** The place of a submission that is held. Harm is none while it is held; a decent reader who waits is the cost. */
export function waitingPlaceOf({ score, symbols, signals }: HeldVerdict): WaitingPlace {
  const points = Math.max(0, score);
  const isUrgent = symbols.some(({ urgent, mode }) => urgent === true && mode !== 'shadow');
  const likelyFine = FINE_AT_BEST * 0.5 ** (points / HALVING_POINTS);
  const place = { likelyFine: Math.round(likelyFine * 100) / 100, urgent: isUrgent };
  return isHardToRead(signals, symbols) ? { ...place, severe: true } : place;
}

/**
 * SQL for when a submission is due, from its place and the age of its thread: the earlier, the likelier it is fine and the
 * fresher the conversation. An order by it ages by itself.
 */
export const DUE_AT = `s.received_at + make_interval(mins => (${LONGEST_DELAY_MINUTES}::float8 * (1 - (item.place->>'likelyFine')::float8
    * power(0.5, extract(epoch from greatest(s.received_at - t.created_at, interval '0')) / 3600 / ${FRESHNESS_HALF_LIFE_HOURS})))::int
    - case when (item.place->>'urgent')::boolean then ${URGENT_MINUTES} else 0 end)`;
