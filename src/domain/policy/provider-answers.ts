import {
  findSignal,
  PROVIDER_IDS,
  PROVIDER_LABELS,
  type ProviderCall,
  type ProviderLabel,
  type Signal,
} from '../signal.js';
import type { ProviderUses } from './providers.js';

/** From here on a language model's answer counts as a yes: more likely than not. */
const YES = 0.5;

/**
 * The highest value that services which answered gave one of these labels; undefined when none spoke of them.
 * A language model's word is a yes (1) or nothing, so that what a comment makes it say never speaks for the comment.
 */
export function worstOf(
  calls: readonly ProviderCall[],
  labels: readonly ProviderLabel[] = PROVIDER_LABELS,
): number | undefined {
  const values = calls
    .filter(({ status }) => status === 'ok')
    .flatMap(({ id, labels: given }) =>
      labels.flatMap((label) => {
        const value = given[label];
        if (value === undefined) return [];
        return id !== 'chat' ? [value] : value >= YES ? [1] : [];
      }),
    );
  return values.length === 0 ? undefined : Math.max(...values);
}

/** How many services did not answer; undefined when one was not asked on purpose. */
export function failedOf(calls: readonly ProviderCall[]): number | undefined {
  if (calls.some(({ status }) => status === 'skipped')) return undefined;
  return calls.filter(({ status }) => status !== 'ok').length;
}

/**
 * Whether a service that the policy requires gave no answer. One that was not asked because the outcome was fixed counts
 * only `withSkipped`: under another policy its answer would be missing.
 */
export function requiredIsMissing(
  uses: ProviderUses,
  signals: readonly Signal[],
  { withSkipped }: { withSkipped: boolean },
): boolean {
  const calls = findSignal(signals, 'provider')?.evidence.calls ?? [];
  return PROVIDER_IDS.some((id) => {
    if (uses[id]?.required !== true) return false;
    const status = calls.find((call) => call.id === id)?.status;
    return status === 'skipped' ? withSkipped : status !== 'ok';
  });
}

/** Whether a service that the policy uses gave a label at least the value from which the policy holds. */
export function isFlagged(uses: ProviderUses, signals: readonly Signal[]): boolean {
  const calls = findSignal(signals, 'provider')?.evidence.calls ?? [];
  return calls.some(({ id, status, labels }) => {
    const hold = uses[id]?.hold ?? null;
    return status === 'ok' && hold !== null && Object.values(labels).some((value) => value >= hold);
  });
}
