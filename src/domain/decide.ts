import type { MeasureKind } from './measure-kind.js';
import type { SwitchName } from './panic-switch.entity.js';
import { type Applied, applyRules, type Subject, type Symbol } from './policy/apply-rules.js';
import { isFlagged, requiredIsMissing } from './policy/provider-answers.js';
import type { Policy } from './policy.js';
import { type Evidence, findSignal, type Oddity, type Signal, type SignalKind } from './signal.js';
import type { Outcome } from './verdict.entity.js';

/** Oddities that make a text other than it looks; the rest is only loud. */
const HIDING: ReadonlySet<Oddity> = new Set([
  'bidi',
  'hidden-characters',
  'invisible',
  'letters-apart',
  'letters-blanked',
  'mixed-alphabets',
  'mixed-kana',
  'stacked-marks',
]);

/** A service that the policy requires did not answer. */
export const UNAVAILABLE = 'provider-unavailable';

/** A rule of the machine: what it makes of a submission when it matches. */
interface Rule {
  name: string;
  outcome: Exclude<Outcome, 'approve'>;
  matches(policy: Policy, signals: readonly Signal[]): boolean;
}

/** Signals without which nothing is approved. */
export const REQUIRED_SIGNALS = [
  'disallowed-words',
  'listed-terms',
  'patterns',
  'thread-state',
  'links',
  'moderation-words',
  'shape',
  'author-history',
  'repeated-text',
  'near-duplicates',
  'network-rate',
  'rates',
  'prompt-like',
  'mail-address',
  'language',
  'link-history',
] as const satisfies readonly SignalKind[];

const evidenceOf = <Kind extends SignalKind>(
  signals: readonly Signal[],
  kind: Kind,
): Evidence[Kind] | undefined => findSignal(signals, kind)?.evidence as Evidence[Kind] | undefined;

const isSwitchedOn =
  (name: SwitchName) =>
  (_policy: Policy, signals: readonly Signal[]): boolean =>
    evidenceOf(signals, 'switches')?.on.includes(name) === true;

const isUnder =
  (...kinds: MeasureKind[]) =>
  (_policy: Policy, signals: readonly Signal[]): boolean =>
    evidenceOf(signals, 'author-measure')?.measures.some(({ kind }) => kinds.includes(kind)) === true;

const present =
  (kind: SignalKind) =>
  (_policy: Policy, signals: readonly Signal[]): boolean =>
    findSignal(signals, kind) !== undefined;

/**
 * Every rule in order of precedence: the first that matches decides. What people switched comes first, then rejection (WordPress 6.8: disallowed
 * words override everything else; an author whom people suspended or banned), then whatever is unknown, then what the policy wants a person to see.
 */
export const RULES = [
  { name: 'hold-all', outcome: 'hold', matches: isSwitchedOn('hold-all') },
  { name: 'stop-automation', outcome: 'hold', matches: isSwitchedOn('stop-automation') },
  {
    name: 'disallowed-words',
    outcome: 'reject',
    matches: (_policy, signals) =>
      evidenceOf(signals, 'disallowed-words')?.hits.some(({ seenAs = 'text' }) => seenAs === 'text') === true,
  },
  { name: 'author-measure', outcome: 'reject', matches: isUnder('suspend', 'ban') },
  { name: 'screening-failed', outcome: 'hold', matches: present('screening-failed') },
  { name: 'screening-overdue', outcome: 'hold', matches: present('screening-overdue') },
  {
    name: 'stage-failed',
    outcome: 'hold',
    matches: (policy, signals) =>
      present('stage-failed')(policy, signals) || REQUIRED_SIGNALS.some((kind) => !findSignal(signals, kind)),
  },
  {
    name: UNAVAILABLE,
    outcome: 'hold',
    matches: ({ providers }, signals) => requiredIsMissing(providers, signals, { withSkipped: false }),
  },
  {
    name: 'thread-closed',
    outcome: 'hold',
    matches: (_policy, signals) => evidenceOf(signals, 'thread-state')?.closed === true,
  },
  { name: 'thread-hold', outcome: 'hold', matches: isSwitchedOn('thread-hold') },
  { name: 'author-hold', outcome: 'hold', matches: isUnder('hold_always') },
  { name: 'raid-guard', outcome: 'hold', matches: present('raid-guard') },
  {
    name: 'thread-brake',
    outcome: 'hold',
    matches: ({ thread_brake: brake }, signals) => {
      const { flagged = 0, settled = 0 } = evidenceOf(signals, 'thread-state') ?? {};
      return brake.flagged > 0 && flagged >= brake.flagged && flagged * 100 >= settled * brake.percent;
    },
  },
  { name: 'moderation-mode', outcome: 'hold', matches: (policy) => policy.mode === 'moderate' },
  {
    name: 'links',
    outcome: 'hold',
    matches: (policy, signals) =>
      policy.max_links > 0 && (evidenceOf(signals, 'links')?.count ?? 0) >= policy.max_links,
  },
  {
    // What is only read into the text, a person confirms.
    name: 'disguised-words',
    outcome: 'hold',
    matches: (_policy, signals) =>
      evidenceOf(signals, 'disallowed-words')?.hits.some(({ seenAs = 'text' }) => seenAs !== 'text') === true,
  },
  {
    name: 'moderation-words',
    outcome: 'hold',
    matches: (_policy, signals) => (evidenceOf(signals, 'moderation-words')?.hits.length ?? 0) > 0,
  },
  {
    name: 'provider-flagged',
    outcome: 'hold',
    matches: ({ providers }, signals) => isFlagged(providers, signals),
  },
  {
    // Whoever gives orders to a language model is read by a person.
    name: 'prompt-like',
    outcome: 'hold',
    matches: ({ providers }, signals) =>
      providers.chat !== undefined && (evidenceOf(signals, 'prompt-like')?.spans.length ?? 0) > 0,
  },
  {
    name: 'odd-shape',
    outcome: 'hold',
    matches: (policy, signals) =>
      policy.odd_shape &&
      evidenceOf(signals, 'shape')?.oddities.some((oddity) => HIDING.has(oddity)) === true,
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
    name: 'near-duplicates',
    outcome: 'hold',
    matches: ({ near_duplicates: { count } }, signals) =>
      count > 0 && (evidenceOf(signals, 'near-duplicates')?.same ?? 0) >= count,
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

/** Rules that hold without saying anything against the text. */
export const NEUTRAL_RULES = [
  'hold-all',
  'stop-automation',
  'screening-failed',
  'screening-overdue',
  'stage-failed',
  UNAVAILABLE,
  'thread-closed',
  'thread-hold',
  'thread-brake',
  'moderation-mode',
  'first-comments',
  'unknown-author',
] as const satisfies readonly (typeof RULES)[number]['name'][];

/** Rule that approves when no other matches. */
export const DEFAULT_RULE = 'default';

/** The points of the policy's rules reach a threshold. */
export const SCORE_RULES = { reject: 'score-reject', hold: 'score-hold' } as const;

/** Name of a rule that every policy has, as stored in verdicts; the others are ids of the policy's own rules. */
export type RuleName =
  (typeof RULES)[number]['name'] | (typeof SCORE_RULES)[keyof typeof SCORE_RULES] | typeof DEFAULT_RULE;

/** What the machine makes of the signals. */
export interface Decided {
  outcome: Outcome;
  /** The rule that decided: a RuleName, or the id of a rule of the policy. */
  rule: string;
  /** Every rule that asked for something, the deciding one first. */
  matched: string[];
  /** Points of the policy's rules. */
  score: number;
  /** Rules of the policy that hold, those in shadow too. */
  symbols: Symbol[];
}

/** Something that asks for an outcome; the lowest rank decides. */
interface Claim {
  name: string;
  outcome: Exclude<Outcome, 'approve'>;
  rank: number;
}

const RANKS = { switched: -1, reject: 0, unknown: 1, hold: 2, points: 3 } as const;

const SWITCHED: ReadonlySet<string> = new Set(['hold-all', 'stop-automation']);

const UNKNOWN: ReadonlySet<string> = new Set([
  'screening-failed',
  'screening-overdue',
  'stage-failed',
  UNAVAILABLE,
]);

/**
 * Outcome of signals under a policy. Pure: the same signals, policy and subject give the same outcome, always.
 * @param ignored rules that are passed over, to tell what would have been without them.
 */
export function decide(
  policy: Policy,
  signals: readonly Signal[],
  subject: Subject,
  ignored: ReadonlySet<string> = NONE,
): Decided {
  const kept = policy.rules.filter(({ id }) => !ignored.has(id));
  const applied = applyRules({ ...policy, rules: kept }, signals, subject);
  const asked = [...settingsOf(policy, signals, applied), ...rulesOf(applied), ...pointsOf(policy, applied)]
    .filter(({ name }) => !ignored.has(name))
    .sort((one, other) => one.rank - other.rank);
  const { score, symbols } = applied;
  const claims = asked.length > 0 || ignored.has(UNAVAILABLE) ? asked : unaskedOf(policy, signals);
  const first = claims[0];
  if (first === undefined)
    return { outcome: 'approve', rule: DEFAULT_RULE, matched: [DEFAULT_RULE], score, symbols };
  return {
    outcome: first.outcome,
    rule: first.name,
    matched: claims.map(({ name }) => name),
    score,
    symbols,
  };
}

const NONE: ReadonlySet<string> = new Set();

/** What would have been without one of the rules that matched. */
export interface Without {
  rule: string;
  outcome: Outcome;
}

/** For each rule that matched, the outcome without it; only where it would have been another. */
export function withoutEach(policy: Policy, signals: readonly Signal[], subject: Subject): Without[] {
  const { outcome, matched, symbols } = decide(policy, signals, subject);
  const weighing = symbols
    .filter(({ mode, weight }) => mode !== 'shadow' && weight !== 0)
    .map(({ rule }) => rule);
  const names = new Set([...matched, ...weighing]);
  names.delete(DEFAULT_RULE);
  return [...names].flatMap((rule) => {
    const other = decide(policy, signals, subject, new Set([rule])).outcome;
    return other === outcome ? [] : [{ rule, outcome: other }];
  });
}

/** Settings of the policy, in order. What a rule asked about and nobody could tell counts as a check that failed. */
function settingsOf(policy: Policy, signals: readonly Signal[], { missing }: Applied): Claim[] {
  const claims = RULES.filter(
    (rule) => rule.matches(policy, signals) || (rule.name === 'stage-failed' && missing.length > 0),
  );
  return claims.map(({ name, outcome }) => ({
    name,
    outcome,
    rank: rankOf(name, outcome),
  }));
}

function rankOf(name: string, outcome: Claim['outcome']): number {
  if (SWITCHED.has(name)) return RANKS.switched;
  if (outcome === 'reject') return RANKS.reject;
  return UNKNOWN.has(name) ? RANKS.unknown : RANKS.hold;
}

/** What nothing speaks against needs the answers that were not asked for when another outcome was fixed. */
function unaskedOf({ providers }: Policy, signals: readonly Signal[]): Claim[] {
  return requiredIsMissing(providers, signals, { withSkipped: true })
    ? [{ name: UNAVAILABLE, outcome: 'hold', rank: RANKS.unknown }]
    : [];
}

function rulesOf({ symbols }: Applied): Claim[] {
  return symbols.flatMap(({ rule, action }) =>
    action === null ? [] : [{ name: rule, outcome: action, rank: RANKS[action] }],
  );
}

function pointsOf({ thresholds }: Policy, { score, certainScore }: Applied): Claim[] {
  return (['reject', 'hold'] as const).flatMap((outcome) => {
    const threshold = thresholds[outcome];
    const points = outcome === 'reject' ? Math.min(score, certainScore) : score;
    return threshold === null || threshold <= 0 || points < threshold
      ? []
      : [{ name: SCORE_RULES[outcome], outcome, rank: RANKS.points }];
  });
}
