import type {
  Brakes,
  DraftConflict,
  PolicyCheck,
  PolicyDraftDetail,
  PolicyDrafts,
  PolicyDraftView,
  PolicyTestRequest,
  PolicyTestResult,
  PolicyVersionDetail,
  PolicyVersions,
  PolicyVersionView,
  PolicyVocabulary,
  RuleHitsList,
  RuleSamples,
  SwitchNameView,
  Switches,
} from '../../../src/contract/policy-api.js';
import type { PolicyReplayDetail, PolicyReplays } from '../../../src/contract/policy-replay-api.js';
import { change } from './change.js';
import { ApiError, ask } from './client.js';

const ofSite = (site: string) => `/sites/${encodeURIComponent(site)}`;
const ofPolicy = (site: string) => `${ofSite(site)}/policy`;

/** The policy in force, or a version by its number, with its document. */
export function fetchVersion(site: string, number: number | 'current', signal?: AbortSignal) {
  return ask<PolicyVersionDetail>(`${ofPolicy(site)}/versions/${number}`, signal && { signal });
}

/** The newest versions. */
export function fetchVersions(site: string, signal: AbortSignal) {
  return ask<PolicyVersions>(`${ofPolicy(site)}/versions`, { signal });
}

/** The newest drafts. */
export function fetchDrafts(site: string, signal: AbortSignal) {
  return ask<PolicyDrafts>(`${ofPolicy(site)}/drafts`, { signal });
}

/** A draft with its document. */
export function fetchDraft(site: string, number: number, signal?: AbortSignal) {
  return ask<PolicyDraftDetail>(`${ofPolicy(site)}/drafts/${number}`, signal && { signal });
}

/** What is wrong with a document. Stores nothing. */
export function checkDocument(site: string, document: object, signal: AbortSignal) {
  return change<PolicyCheck>(`${ofPolicy(site)}/check`, { document }, { signal });
}

/** Stores a draft. Throws ApiError 409 when there is a newer one than number `after`. */
export function saveDraft(site: string, draft: { document: object; note: string; after: number }) {
  return change<PolicyDraftView>(`${ofPolicy(site)}/drafts`, draft);
}

/** The draft that a colleague saved meanwhile, as a 409 of saveDraft tells it; undefined for any other error. */
export function newerDraftIn(error: unknown): PolicyDraftView | undefined {
  if (!(error instanceof ApiError) || error.status !== 409 || error.problem === null) return undefined;
  return 'newest' in error.problem ? (error.problem as unknown as DraftConflict).newest : undefined;
}

/** Puts a draft in force. */
export function publishDraft(site: string, number: number, override?: string) {
  const body = override === undefined ? {} : { override };
  return change<PolicyVersionView>(`${ofPolicy(site)}/drafts/${number}/publish`, body);
}

/** Puts an earlier version in force again. */
export function rollBack(site: string, to: number) {
  return change<PolicyVersionView>(`${ofPolicy(site)}/rollback`, { to });
}

/** What conditions may ask, in the reader's language. */
export function fetchVocabulary(signal: AbortSignal) {
  return ask<PolicyVocabulary>('/policy/vocabulary', { signal });
}

/** What a policy makes of a text. */
export function testText(site: string, test: PolicyTestRequest, signal?: AbortSignal) {
  return change<PolicyTestResult>(`${ofPolicy(site)}/test`, test, signal && { signal });
}

/** Hits of the rules in force. */
export function fetchRuleHits(site: string, signal: AbortSignal) {
  return ask<RuleHitsList>(`${ofPolicy(site)}/rules`, { signal });
}

/** What a rule held for lately. */
export function fetchRuleSamples(site: string, rule: string, signal: AbortSignal) {
  return ask<RuleSamples>(`${ofPolicy(site)}/rules/${encodeURIComponent(rule)}/samples`, { signal });
}

/** What is to be replayed, and on what. */
export interface ReplayWish {
  document?: object;
  version?: number;
  draft?: number;
  since?: string;
  limit: number;
}

/** Past replays. */
export function fetchReplays(site: string, signal: AbortSignal) {
  return ask<PolicyReplays>(`${ofPolicy(site)}/replays`, { signal });
}

/** A replay with what it found so far. */
export function fetchReplay(site: string, id: string, signal: AbortSignal) {
  return ask<PolicyReplayDetail>(`${ofPolicy(site)}/replays/${id}`, { signal });
}

/** Asks the workers for a replay. */
export function askReplay(site: string, wish: ReplayWish) {
  return change<PolicyReplayDetail>(`${ofPolicy(site)}/replays`, wish);
}

/** Cancels a replay. */
export function cancelReplay(site: string, id: string) {
  return change<PolicyReplayDetail>(`${ofPolicy(site)}/replays/${id}`, undefined, { method: 'DELETE' });
}

/** Goes on with a replay that was cancelled or failed. */
export function resumeReplay(site: string, id: string) {
  return change<PolicyReplayDetail>(`${ofPolicy(site)}/replays/${id}/resume`, {});
}

/** Rules that were stopped and let go. */
export function fetchBrakes(site: string, signal: AbortSignal) {
  return ask<Brakes>(`${ofPolicy(site)}/brakes`, { signal });
}

/** Stops a rule, or lets it go. */
export function setBrake(
  site: string,
  brake: { rule: string; on: boolean; reason: string; minutes?: number },
) {
  return change<Brakes>(`${ofPolicy(site)}/brakes`, brake);
}

/** Who switched what. */
export function fetchSwitches(site: string, signal: AbortSignal) {
  return ask<Switches>(`${ofSite(site)}/switches`, { signal });
}

/** A switch to throw; `thread` belongs to `thread-hold` alone. */
export interface SwitchWish {
  switch: SwitchNameView;
  thread?: string;
  on: boolean;
  reason: string;
  /** Until it ends by itself; without it, when somebody ends it. */
  minutes?: number;
}

/** Switches something on or off. */
export function throwSwitch(site: string, wish: SwitchWish) {
  return change<Switches>(`${ofSite(site)}/switches`, wish);
}
