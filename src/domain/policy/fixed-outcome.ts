import { createHash } from 'node:crypto';
import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import type { Signal } from '../signal.js';
import type { Subject } from './apply-rules.js';
import { factsOf } from './condition.js';

/** Share of submissions for which services are asked though nothing depends on it, so that they can be judged (2 %). */
const ASKED_ANYWAY = 0.02;

const PROVIDER_RULES: ReadonlySet<string> = new Set(['provider-unavailable', 'provider-flagged']);

/** Rules that are final whatever the points are. */
const BY_POINTS: ReadonlySet<string> = new Set(['score-reject', 'score-hold']);

/**
 * Whether outside services could no longer change the outcome of these signals. By themselves they only hold, so what is
 * not approved stays as it is; a rule that asks what they said may do more. Pure, and rather no than a wrong yes.
 */
export function isOutcomeFixed(policy: Policy, signals: readonly Signal[], subject: Subject): boolean {
  const { outcome, rule } = decide(policy, signals, subject, PROVIDER_RULES);
  if (outcome === 'approve') return false;
  if (!policy.rules.some(asksProviders)) return true;
  return outcome === 'reject' && !BY_POINTS.has(rule);
}

/** Whether services are asked about a submission even when nothing depends on it; chosen by its id. */
export function isAskedAnyway(submissionId: string): boolean {
  const hash = createHash('sha256').update(`${submissionId}:providers`).digest();
  return hash.readUInt32BE(0) / 2 ** 32 < ASKED_ANYWAY;
}

function asksProviders({ mode, when }: Policy['rules'][number]): boolean {
  const counts = mode === 'live' || mode === 'hold_only';
  return counts && factsOf(when).some((fact) => fact.startsWith('provider.'));
}
