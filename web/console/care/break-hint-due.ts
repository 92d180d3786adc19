const MINUTE = 60_000;

/** A pause of so long is a break. */
const PAUSE_MS = 5 * MINUTE;

/** After so long without a break one is suggested. */
const LONG_MS = 60 * MINUTE;

/** So many texts that are hard to read, within so long. */
const SEVERE = { texts: 10, withinMs: 60 * MINUTE } as const;

/** What somebody did in this browser; times in ms. */
export interface Exposure {
  /** When deciding began after the last break, and the last decision; null: not yet. */
  since: number | null;
  last: number | null;
  /** When texts that are hard to read were shown, by submission. */
  severe: { id: string; at: number }[];
}

/** Nothing yet. */
export const NO_EXPOSURE: Exposure = { since: null, last: null, severe: [] };

/** After a decision. */
export function afterDecision(now: Exposure, at: number): Exposure {
  const rested = now.last === null || at - now.last >= PAUSE_MS;
  return { ...now, since: rested ? at : now.since, last: at };
}

/** After a text that is hard to read was shown; the same one counts once. */
export function afterSevere(now: Exposure, id: string, at: number): Exposure {
  const recent = now.severe.filter((one) => one.id !== id && at - one.at < SEVERE.withinMs);
  return { ...now, severe: [...recent, { id, at }] };
}

/** Why a break is to be suggested; null: it is not. */
export function breakDue({ since, last, severe }: Exposure, at: number): 'long' | 'severe' | null {
  if (severe.filter((one) => at - one.at < SEVERE.withinMs).length >= SEVERE.texts) return 'severe';
  const working = since !== null && last !== null && at - last < PAUSE_MS;
  return working && at - since >= LONG_MS ? 'long' : null;
}
