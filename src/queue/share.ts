/**
 * Milliseconds to rest after work, so that the work has at most its share of the time.
 * @param percent of the time that is for the work, from 1 to 100.
 */
export function restAfter(workMs: number, percent: number): number {
  return (workMs * (100 - percent)) / percent;
}
