import type { SwitchView } from '../../../src/contract/policy-api.js';
import type { Say } from '../say.js';

/** What a switch or brake is called. */
export function nameOf(
  deed: { rule: string } | { name: SwitchView['name']; thread: string | null },
  say: Say,
): string {
  if ('rule' in deed) return say('policy.switch.rule', { name: deed.rule });
  return deed.thread === null
    ? say(`policy.switch.${deed.name}`)
    : say('policy.switch.thread', { thread: deed.thread });
}
