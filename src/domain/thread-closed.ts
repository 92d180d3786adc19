/**
 * Whether a thread takes no submissions now, by the database's clock, as an SQL condition: somebody closed it, its time has
 * not come, or its time is over. Without a time of its own the days of the site count, from when it was opened or made.
 * @param thread alias of the table `thread`. @param site alias of the table `site`.
 */
export function threadIsClosed(thread: string, site: string): string {
  const since = `coalesce(${thread}.opens_at, ${thread}.created_at)`;
  const end = `coalesce(${thread}.closes_at, ${since} + make_interval(days => ${site}.close_after_days))`;
  return `(${thread}.closed or coalesce(${thread}.opens_at > now(), false) or coalesce(${end} <= now(), false))`;
}
