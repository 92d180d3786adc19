import type {
  DecisionConflict,
  DecisionRequest,
  DecisionResult,
  QueueCounts,
  QueueName,
  ReviewItemDetail,
  ReviewPage,
  SiteOption,
} from '../../../src/contract/review-api.js';
import { ApiError, ask } from './client.js';
import { fetchSession } from './session.js';

/** Which submissions a list shows; empty texts do not filter. */
export interface Listing {
  queue: QueueName;
  site: string;
  q: string;
  order: 'oldest' | 'newest';
}

const item = (id: string) => `/review/submissions/${encodeURIComponent(id)}`;

/** One page of a list; `cursor` is the `next` of the page before. */
export function fetchPage(listing: Listing, cursor: string | undefined, signal: AbortSignal) {
  const query = new URLSearchParams({ queue: listing.queue, order: listing.order, limit: '50' });
  if (listing.site !== '') query.set('site', listing.site);
  if (listing.q !== '') query.set('q', listing.q);
  if (cursor !== undefined) query.set('cursor', cursor);
  return ask<ReviewPage>(`/review/submissions?${query.toString()}`, { signal });
}

/** One submission with everything a decision needs. Throws ApiError 404 when there is none. */
export function fetchDetail(id: string, signal: AbortSignal) {
  return ask<ReviewItemDetail>(item(id), { signal });
}

/** How many submissions each queue holds; of all sites when `site` is empty. */
export function fetchCounts(site: string, signal?: AbortSignal) {
  const query = site === '' ? '' : `?${new URLSearchParams({ site }).toString()}`;
  return ask<QueueCounts>(`/review/counts${query}`, { signal });
}

/** The sites to filter by. */
export function fetchSites(signal: AbortSignal) {
  return ask<SiteOption[]>('/review/sites', { signal });
}

/** A change; once more with a fresh token when the session was renewed elsewhere, in another tab for instance. */
async function change<Answer>(path: string, body: object): Promise<Answer> {
  try {
    return await ask<Answer>(path, { method: 'POST', body });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403 || (await fetchSession()) === null) throw error;
    return await ask<Answer>(path, { method: 'POST', body });
  }
}

/** Decides. Throws ApiError 409 with a DecisionConflict when `version` is not the newest. */
export function postDecision(id: string, decision: DecisionRequest) {
  return change<DecisionResult>(`${item(id)}/decisions`, decision);
}

/** Takes back the last decision. Throws as postDecision does. */
export function postUndo(id: string, version: number) {
  return change<DecisionResult>(`${item(id)}/undo`, { version });
}

/** What a 409 says about who was faster; undefined for any other error. */
export function conflictIn(error: unknown): DecisionConflict | undefined {
  if (!(error instanceof ApiError) || error.status !== 409 || error.problem === null) return undefined;
  return 'current' in error.problem ? (error.problem as DecisionConflict) : undefined;
}
