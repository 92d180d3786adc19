import { reasonOf } from './once-a-minute.js';

/** Something took longer than it may. */
export class TimeLimitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TimeLimitError';
  }
}

/**
 * Waits at shutdown for the end of something, at most `limit.ms` milliseconds. Where that is not enough, or where it fails,
 * it says so in one line and goes on: what is left over ends with the process. Never throws.
 * @returns whether it ended in order and in time.
 */
export async function endWithin(
  work: Promise<unknown>,
  limit: { ms: number; what: string; warn: (line: string) => void },
): Promise<boolean> {
  try {
    await withTimeLimit(work, limit.ms, `did not end within ${limit.ms / 1000} s`);
    return true;
  } catch (error) {
    limit.warn(`shutdown, ${limit.what}: ${reasonOf(error)}`);
    return false;
  }
}

/**
 * Waits for `work`, but not longer than `ms` milliseconds; what it does later is ignored.
 * @throws what `work` throws, or a TimeLimitError with `message` when the time is over.
 */
export async function withTimeLimit<T>(work: Promise<T>, ms: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(message)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
