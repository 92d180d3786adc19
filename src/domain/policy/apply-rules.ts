import { createHash } from 'node:crypto';
import type { Policy } from '../policy.js';
import { findSignal, type Signal, type SignalKind, type Span } from '../signal.js';
import { ask, type Because } from './evaluate.js';
import { type TermList, termsOf } from './lists.js';
import type { Rule, RuleMode } from './rule.js';

/** What rules must know of a submission beside its signals; both never change. */
export interface Subject {
  id: string;
  /** Day it was received on, by the database's clock in UTC: `2027-03-01`. */
  receivedOn: string;
}

/** A rule that holds, and what it does. */
export interface Symbol {
  rule: string;
  mode: RuleMode;
  /** What it asks for now; null when it only adds points, or only watches. */
  action: 'hold' | 'reject' | null;
  /** Points, before the cap of the group. */
  weight: number;
  group: string | null;
  reason: string | null;
  /** What it holds goes first in the queue. */
  urgent?: true;
  /** What it finds is hard to read. */
  severe?: true;
  because: Because[];
  spans: Span[];
}

/** What the rules of a policy make of signals. */
export interface Applied {
  /** Rules that hold, in the order of the policy; those in shadow too. */
  symbols: Symbol[];
  /** Points of the rules in force, each group up to its cap. */
  score: number;
  /** The same without points added by what may not reject. */
  certainScore: number;
  /** Signals that a rule in force asked about and that are not there. */
  missing: SignalKind[];
}

/** Asks every rule that is in force or watched. Pure. */
export function applyRules(policy: Policy, signals: readonly Signal[], subject: Subject): Applied {
  const symbols: Symbol[] = [];
  const wordsOf = (list: string) => wordsOfList(policy.lists[list]);
  const missing = new Set<SignalKind>();
  const uncertain = new Set<Symbol>();
  const limited = limitedRules(signals);
  for (const rule of policy.rules) {
    if (!looksAt(rule, subject)) continue;
    const answer = ask(rule.when, signals, wordsOf);
    if (answer.holds === undefined && rule.mode !== 'shadow')
      for (const kind of answer.missing) missing.add(kind);
    if (answer.holds !== true) continue;
    const isLimited = limited.has(rule.id);
    const symbol = symbolOf(rule, answer, isLimited);
    symbols.push(symbol);
    if ((isLimited || !answer.certain) && symbol.weight > 0) uncertain.add(symbol);
  }
  const certain = symbols.filter((symbol) => !uncertain.has(symbol));
  return {
    symbols,
    score: scoreOf(policy, symbols),
    certainScore: scoreOf(policy, certain),
    missing: [...missing],
  };
}

/** Rules that acted as often as they may today, or that were stopped: they may hold, and neither reject nor speak for a text. */
function limitedRules(signals: readonly Signal[]): ReadonlySet<string> {
  const limits = findSignal(signals, 'rule-limits')?.evidence;
  return new Set([...(limits?.spent ?? []), ...(limits?.braked ?? [])]);
}

const known = new WeakMap<TermList, ReadonlySet<string>>();

function wordsOfList(list: TermList | undefined): ReadonlySet<string> {
  if (list === undefined) return new Set();
  const words = known.get(list) ?? new Set(termsOf(list).map(({ text }) => text));
  known.set(list, words);
  return words;
}

/** Whether a rule looks at a submission: it is no draft, is not over, and the submission is in its sample. */
function looksAt({ id, mode, sample, expires }: Rule, subject: Subject): boolean {
  if (mode === 'draft' || (expires !== undefined && subject.receivedOn > expires)) return false;
  return sample >= 100 || shareOf(`${subject.id}:${id}`) < sample / 100;
}

/** A number from 0 to 1 that depends on the text alone. */
function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** What was only read into a text may hold, never reject (docs/policy.md). */
function symbolOf(
  rule: Rule,
  { because, spans, certain }: ReturnType<typeof ask>,
  isLimited: boolean,
): Symbol {
  const { action, weight: points = 0, group, reason, urgent } = rule.then;
  const weight = isLimited ? Math.max(0, points) : points;
  const mild = rule.mode === 'hold_only' || isLimited || !certain;
  return {
    rule: rule.id,
    mode: rule.mode,
    action: rule.mode === 'shadow' || action === undefined ? null : mild ? 'hold' : action,
    weight,
    group: group ?? null,
    reason: reason ?? null,
    ...(urgent === true && { urgent }),
    ...(rule.severe === true && { severe: rule.severe }),
    because,
    spans,
  };
}

function scoreOf(policy: Policy, symbols: readonly Symbol[]): number {
  const sums = new Map<string | null, number>();
  let alone = 0;
  for (const { mode, weight, group } of symbols) {
    if (mode === 'shadow') continue;
    if (group === null) alone += weight;
    else sums.set(group, (sums.get(group) ?? 0) + weight);
  }
  const capped = [...sums].map(([group, sum]) => {
    const cap = policy.groups[group ?? '']?.cap ?? Infinity;
    return Math.max(-cap, Math.min(cap, sum));
  });
  return capped.reduce((total, sum) => total + sum, alone);
}
