import { createHash } from 'node:crypto';
import { wilson } from '../wilson.js';
import { canonical, type Policy } from '../policy.js';
import type { BrakeCause } from '../rule-brake.entity.js';
import { everyPart } from './condition.js';
import type { Rule } from './rule.js';

/** Hours after publishing in which a rule that is new is watched. */
export const WATCHED_HOURS = 24;

/** AbuseFilter's emergency brake: so many hits at least, and so large a share of what came (engine.md 2.5). */
const LEAST_HITS = 3;
const MOST_SHARE = 0.05;

/** Submissions that a rule must have seen in shadow before its share there is a measure. */
const LEAST_SHADOW = 100;

/** For how many of so many submissions a rule held. */
export interface Hits {
  hits: number;
  seen: number;
}

/**
 * Whether a rule that was just put in force is to be stopped, and why. A rule that was watched before is measured by what it
 * did then: it is stopped when the 95 % intervals lie apart. Pure.
 * @returns null when it may go on.
 */
export function brakeCause(live: Hits, shadow: Hits): Exclude<BrakeCause, 'hand'> | null {
  if (live.hits < LEAST_HITS) return null;
  if (shadow.seen < LEAST_SHADOW) return live.hits > MOST_SHARE * live.seen ? 'share' : null;
  const [now, then] = [wilson(live.hits, live.seen), wilson(shadow.hits, shadow.seen)];
  return now !== null && then !== null && now.low > then.high ? 'band' : null;
}

/** Rules that act: what is only written or watched can do no harm. */
export function actingRules({ rules }: Policy): Rule[] {
  return rules.filter(({ mode }) => mode === 'live' || mode === 'hold_only');
}

/**
 * What a rule looks for and does, with the lists and patterns it names: equal texts of rules have equal prints, in whatever
 * mode they are.
 */
export function rulePrint({ lists, patterns }: Policy, { id, when, then, sample }: Rule): string {
  const named = everyPart(when)
    .flatMap((part) => Object.values(part))
    .flatMap((value) => (typeof value === 'string' && value.startsWith('@') ? value.slice(1) : []));
  const parts = named.map((name) => [name, lists[name] ?? null, patterns[name] ?? null]);
  return createHash('sha256')
    .update(canonical({ id, when, effect: then, sample, parts }))
    .digest('hex');
}
