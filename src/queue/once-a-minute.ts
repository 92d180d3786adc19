/** Milliseconds between two lines about the same trouble. */
const INTERVAL_MS = 60_000;

/**
 * Says a trouble that repeats at most once a minute, with how often it was left unsaid.
 * @returns the function to call at each occurrence.
 */
export function onceAMinute(write: (line: string) => void): (line: string) => void {
  let nextAt = 0;
  let unsaid = 0;
  return (line) => {
    const now = performance.now();
    if (now < nextAt) {
      unsaid += 1;
      return;
    }
    write(unsaid === 0 ? line : `${line} (and ${unsaid} times more in the last minute)`);
    nextAt = now + INTERVAL_MS;
    unsaid = 0;
  };
}

/** The sentence of an error; ioredis and pg put refused connections into an AggregateError without a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
