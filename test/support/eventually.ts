const STEP_MS = 20;

/**
 * Waits until `probe` gives something truthy and returns that.
 * @throws Error naming the condition and the last value (or error) after `timeoutMs`.
 */
export async function eventually<T>(
  condition: string,
  probe: () => T | Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + (options.timeoutMs ?? 10_000);
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
