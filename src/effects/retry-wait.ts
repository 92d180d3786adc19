/** Longest wait that a receiver may ask for, in seconds: a day, as the longest of our own. */
const LONGEST_ASKED = 86_400;

/** What decides how long to wait. */
export interface RetryQuestion {
  /** Tries that ended before this one. */
  attempts: number;
  /** Waits after the first, second … failed try, in seconds. */
  waits: readonly number[];
  /** What the receiver asked for (Retry-After), in seconds. */
  asked?: number | undefined;
}

/**
 * Seconds until the next try: the wait of this try and up to a quarter more, so that what failed together does not come
 * again together; longer if the receiver asked for it, at most a day.
 * @param random 0 to 1.
 * @returns undefined after the last try.
 */
export function retryWait({ attempts, waits, asked = 0 }: RetryQuestion, random: number): number | undefined {
  const wait = waits[attempts];
  if (wait === undefined) return undefined;
  return Math.max(wait * (1 + random / 4), Math.min(asked, LONGEST_ASKED));
}
