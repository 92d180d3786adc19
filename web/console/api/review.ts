import type {
  DecisionConflict,
  DecisionRequest,
  DecisionResult,
  Leases,
  QueueCounts,
  QueueName,
  ReviewItemDetail,
  ReviewPage,
  SiteOption,
} from '../../../src/contract/review-api.js';
import { change } from './change.js';
import { ApiError, ask } from './client.js';

/** Which submissions a list shows; empty texts do not filter. */
export interface Listing {
  queue: QueueName;
  site: string;
  q: string;
  thread: string;
  language: string;
  /** A rule that matched. */
  rule: string;
  /** A kind of signal that was seen. */
  signal: string;
  /** A name, or an e-mail address. */
  author: string;
  /** Days as `2026-11-23`, in the time zone of this browser, both inclusive. */
  from: string;
  to: string;
  flag: string;
  order: 'next' | 'oldest' | 'newest';
}

const item = (id: string) => `/review/submissions/${encodeURIComponent(id)}`;

/** The filters of a list as the API has them; those that do not filter are left out. */
export function filtersOf(listing: Listing): Record<string, string> {
  const { queue: _queue, order: _order, from, to, ...same } = listing;
  const filters: Record<string, string> = { ...same, from: startOf(from, 0), to: startOf(to, 1) };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** When a day begins, or one so many days later; empty for no day. */
function startOf(day: string, later: number): string {
  if (day === '') return '';
  const [year, month, date] = day.split('-').map(Number);
  const start = new Date(year ?? Number.NaN, (month ?? 1) - 1, (date ?? 1) + later);
  return Number.isNaN(start.getTime()) ? '' : start.toISOString();
}

/** One page of a list; `cursor` is the `next` of the page before. */
export function fetchPage(listing: Listing, cursor: string | undefined, signal: AbortSignal) {
  const query = new URLSearchParams({ queue: listing.queue, order: listing.order, limit: '50' });
  for (const [name, value] of Object.entries(filtersOf(listing))) query.set(name, value);
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

/** Decides. Throws ApiError 409 with a DecisionConflict when `version` is not the newest. */
export function postDecision(id: string, decision: DecisionRequest) {
  return change<DecisionResult>(`${item(id)}/decisions`, decision);
}

/** What somebody wants to have on screen. */
export interface LeaseWish {
  listing: Listing;
  /** What one has already. */
  keep: readonly string[];
  open: string;
  takeOver?: boolean;
}

/** Prolongs what one has on screen and asks for what is next. */
export function postLeases({ listing, keep, open, takeOver = false }: LeaseWish) {
  const wish = { keep, takeOver, order: listing.order, ...(open !== '' && { open }), ...filtersOf(listing) };
  return change<Leases>('/review/leases', wish);
}

/** Gives back what one has on screen, when the page is left; nobody waits for the answer. */
export function releaseLeases(): void {
  void ask('/review/leases', { method: 'DELETE', outlive: true }).catch(() => undefined); // they end by themselves
}

/** Passes a held submission on. Throws ApiError 404 when it does not wait any more. */
export function postFlag(id: string, kind: 'skip' | 'second-opinion' | 'escalate') {
  return change<undefined>(`${item(id)}/flags`, { kind });
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
