/** The id beside `id` in a list: `step` 1 is the next one, -1 the one before; undefined at the ends and when absent. */
export function beside(ids: readonly string[], id: string, step: 1 | -1): string | undefined {
  const at = ids.indexOf(id);
  return at === -1 ? undefined : ids[at + step];
}

/** Hard texts that one person sees in a row at most, while there is anything else. */
export const MOST_IN_A_ROW = 2;

/** A list without what is hard to read, but for `id` itself; the whole list when nothing else is in it. */
export function easierOf(ids: readonly string[], id: string, hard: ReadonlySet<string>): readonly string[] {
  const easy = ids.filter((other) => other === id || !hard.has(other));
  return easy.some((other) => other !== id) ? easy : ids;
}

/** What to open when `id` leaves the list: the next one, at the end the one before. */
export function successorOf(ids: readonly string[], id: string): string | undefined {
  const at = ids.indexOf(id);
  if (at === -1) return ids[0];
  return ids[at + 1] ?? ids[at - 1];
}
