import type { Policy } from './policy.js';
import { type Evidence, findSignal, type Signal, type SignalKind } from './signal.js';
import type { Outcome } from './verdict.entity.js';

/** A rule of the machine: what it makes of a submission when it matches. */
interface Rule {
  name: string;
  outcome: Exclude<Outcome, 'approve'>;
  matches(policy: Policy, signals: readonly Signal[]): boolean;
}

/** Signals without which nothing is approved. */
export const REQUIRED_SIGNALS = [
  'disallowed-words',
  'thread-state',
  'links',
  'moderation-words',
  'author-history',
  'repeated-text',
  'network-rate',
] as const satisfies readonly SignalKind[];

const evidenceOf = <Kind extends SignalKind>(
  signals: readonly Signal[],
  kind: Kind,
): Evidence[Kind] | undefined => findSignal(signals, kind)?.evidence as Evidence[Kind] | undefined;

const present =
  (kind: SignalKind) =>
  (_policy: Policy, signals: readonly Signal[]): boolean =>
    findSignal(signals, kind) !== undefined;

/**
 * Every rule in order of precedence: the first that matches decides. Rejection comes first (WordPress 6.8: disallowed
 * words override everything else), then whatever is unknown, then what the policy wants a person to see.
 */
export const RULES = [
  {
    name: 'disallowed-words',
    outcome: 'reject',
    matches: (_policy, signals) => (evidenceOf(signals, 'disallowed-words')?.hits.length ?? 0) > 0,
  },
  { name: 'screening-failed', outcome: 'hold', matches: present('screening-failed') },
  { name: 'screening-overdue', outcome: 'hold', matches: present('screening-overdue') },
  {
    name: 'stage-failed',
    outcome: 'hold',
    matches: (policy, signals) =>
      present('stage-failed')(policy, signals) || REQUIRED_SIGNALS.some((kind) => !findSignal(signals, kind)),
  },
  {
    name: 'thread-closed',
    outcome: 'hold',
    matches: (_policy, signals) => evidenceOf(signals, 'thread-state')?.closed === true,
  },
  { name: 'moderation-mode', outcome: 'hold', matches: (policy) => policy.mode === 'moderate' },
  {
    name: 'links',
    outcome: 'hold',
    matches: (policy, signals) =>
      policy.max_links > 0 && (evidenceOf(signals, 'links')?.count ?? 0) >= policy.max_links,
  },
  {
    name: 'moderation-words',
    outcome: 'hold',
    matches: (_policy, signals) => (evidenceOf(signals, 'moderation-words')?.hits.length ?? 0) > 0,
  },
  {
    name: 'first-comments',
    outcome: 'hold',
    matches: (policy, signals) => (evidenceOf(signals, 'author-history')?.approved ?? 0) < policy.first_held,
  },
  {
    name: 'unknown-author',
    outcome: 'hold',
    matches: (policy, signals) =>
      policy.previously_approved && (evidenceOf(signals, 'author-history')?.approved ?? 0) === 0,
  },
  {
    name: 'repeated-text',
    outcome: 'hold',
    matches: (policy, signals) =>
      policy.repeated_text > 0 && (evidenceOf(signals, 'repeated-text')?.count ?? 0) >= policy.repeated_text,
  },
  {
    name: 'rejected-before',
    outcome: 'hold',
    matches: ({ rejections }, signals) =>
      rejections.count > 0 && (evidenceOf(signals, 'author-history')?.rejected ?? 0) >= rejections.count,
  },
  {
    name: 'network-budget',
    outcome: 'hold',
    matches: ({ network_budget: budget }, signals) =>
      budget.submissions > 0 && (evidenceOf(signals, 'network-rate')?.count ?? 0) >= budget.submissions,
  },
] as const satisfies readonly Rule[];

/** Rule that approves when no other matches. */
export const DEFAULT_RULE = 'default';

/** Name of a rule, as stored in verdicts. */
export type RuleName = (typeof RULES)[number]['name'] | typeof DEFAULT_RULE;

/** What the machine makes of the signals. */
export interface Decided {
  outcome: Outcome;
  /** The rule that decided. */
  rule: RuleName;
  /** Every rule that matched, the deciding one first. */
  matched: RuleName[];
}

/** Outcome of signals under a policy. Pure: the same signals and policy give the same outcome, always. */
export function decide(policy: Policy, signals: readonly Signal[]): Decided {
  const matching = RULES.filter((rule) => rule.matches(policy, signals));
  const first = matching[0];
  if (first === undefined) return { outcome: 'approve', rule: DEFAULT_RULE, matched: [DEFAULT_RULE] };
  return { outcome: first.outcome, rule: first.name, matched: matching.map(({ name }) => name) };
}
