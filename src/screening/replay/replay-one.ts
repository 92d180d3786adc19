import { type Decided, decide } from '../../domain/decide.js';
import { applyRules } from '../../domain/policy/apply-rules.js';
import type { Policy } from '../../domain/policy.js';
import { findSignal, type Signal, type SignalKind } from '../../domain/signal.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import type { ScreenedText } from '../pipeline/stage.js';
import { knownAuthorContext } from '../screen-text.js';
import { STAGES } from '../stages/index.js';

/** Signals that the text alone gives. They are seen anew, for words and patterns may be new; all others stay as stored. */
const TEXT_KINDS: ReadonlySet<SignalKind> = new Set<SignalKind>([
  'disallowed-words',
  'moderation-words',
  'listed-terms',
  'patterns',
  'links',
  'shape',
  'prompt-like',
  'mail-address',
]);

const TEXT_STAGES = STAGES.filter(({ gives }) => gives.every((kind) => TEXT_KINDS.has(kind)));

const STAGE_NAMES: ReadonlySet<string> = new Set(TEXT_STAGES.map(({ name }) => name));

const STAGE_MS = 60_000;

/** A submission with what the machine saw of it then. */
export interface StoredCase {
  id: string;
  /** Day in UTC by the database's clock: `2027-03-01`. */
  receivedOn: string;
  text: ScreenedText;
  signals: readonly Signal[];
}

/**
 * What another policy would have made of a submission, with its author and neighbours as they were.
 * @returns undefined when signals that it needs were not stored.
 */
export async function replayOne(policy: Policy, stored: StoredCase): Promise<Decided | undefined> {
  const seen = await runPipeline(TEXT_STAGES, knownAuthorContext(stored.text, policy), STAGE_MS);
  const signals = [...stored.signals.filter(isKept), ...seen];
  const subject = { id: stored.id, receivedOn: stored.receivedOn };
  const decided = decide(policy, signals, subject);
  const has = (kind: SignalKind) => findSignal(signals, kind) !== undefined;
  if (!decided.matched.includes(UNKNOWN) || has(UNKNOWN)) return decided;
  const isTold = settingsAsk(policy).every(has) && applyRules(policy, signals, subject).missing.length === 0;
  return isTold ? decide(policy, signals, subject, new Set([UNKNOWN])) : undefined;
}

/** Rule that holds what was not found out, and kind of the signal that says what failed. */
const UNKNOWN = 'stage-failed';

/** Stored signals that the settings of a policy ask about: a case from before there were others is told without them. */
function settingsAsk(policy: Policy): SignalKind[] {
  const { first_held: firstHeld, previously_approved: knownOnly, rejections } = policy;
  const { repeated_text: repeated, near_duplicates: near, network_budget: budget } = policy;
  return [
    'thread-state',
    ...(firstHeld > 0 || knownOnly || rejections.count > 0 ? (['author-history'] as const) : []),
    ...(repeated > 0 ? (['repeated-text'] as const) : []),
    ...(near.count > 0 ? (['near-duplicates'] as const) : []),
    ...(budget.submissions > 0 ? (['network-rate'] as const) : []),
  ];
}

/** What people switched then says nothing about a policy. */
function isKept({ kind, evidence }: Signal): boolean {
  if (kind === 'switches') return false;
  return kind === 'stage-failed' ? !STAGE_NAMES.has(evidence.stage) : !TEXT_KINDS.has(kind);
}
