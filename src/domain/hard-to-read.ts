import type { Symbol } from './policy/apply-rules.js';
import { worstOf } from './policy/provider-answers.js';
import { findSignal, type ProviderLabel, type Signal } from './signal.js';

/** What services say of texts that are hard to read. */
const HARD: readonly ProviderLabel[] = ['violence', 'sexual', 'self-harm'];

/** From here on a service's word counts: more likely than not. */
const LIKELY = 0.5;

/** What services found in a text that makes it hard to read. */
export function hardLabelsOf(signals: readonly Signal[]): ProviderLabel[] {
  const calls = findSignal(signals, 'provider')?.evidence.calls ?? [];
  return HARD.filter((label) => (worstOf(calls, [label]) ?? 0) >= LIKELY);
}

/** Whether a text is hard to read, by what services found or by a rule that is marked so. */
export function isHardToRead(signals: readonly Signal[], symbols: readonly Symbol[]): boolean {
  return symbols.some(({ severe }) => severe === true) || hardLabelsOf(signals).length > 0;
}
