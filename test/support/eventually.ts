const STEP_MS = 20;

/** Mutation tests wait for most conditions in vain. */
const TIMEOUT_MS = Number(process.env['REPLYDESK_EVENTUALLY_MS'] ?? 10_000);

/**
 * Waits until `probe` gives something truthy and returns that.
 * @throws Error naming the condition and the last value (or error) after `timeoutMs` (10 seconds).
 */
export async function eventually<T>(
  condition: string,
  probe: () => T | Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + (options.timeoutMs ?? TIMEOUT_MS);
  let last: unknown;
  do {
    try {
      const value = await probe();
      if (value) return value as NonNullable<T>;
      last = value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  } while (Date.now() < deadline);
  throw new Error(
    `never came true: ${condition}; last: ${last instanceof Error ? last.stack : JSON.stringify(last)}`,
  );
}
