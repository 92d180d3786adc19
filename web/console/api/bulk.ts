import type {
  BulkItems,
  BulkList,
  BulkMatching,
  BulkRequest,
  BulkView,
} from '../../../src/contract/bulk-api.js';
import { change } from './change.js';
import { ask } from './client.js';
import { filtersOf, type Listing } from './review.js';

const bulk = (id: string) => `/review/bulk/${encodeURIComponent(id)}`;

/** What chooses the submissions of a list, as the API has it. */
export function selectionOf(listing: Listing): Record<string, string> {
  return { queue: listing.queue, ...filtersOf(listing) };
}

/** How many submissions a list has. */
export function fetchMatching(listing: Listing, signal: AbortSignal) {
  return ask<BulkMatching>(`/review/bulk/matching?${new URLSearchParams(selectionOf(listing)).toString()}`, {
    signal,
  });
}

/** One's own bulk decisions, and those that wait for a second person. */
export function fetchBulks(signal: AbortSignal) {
  return ask<BulkList>('/review/bulk', { signal });
}

/** One bulk decision, with how far it is. */
export function fetchBulk(id: string, signal?: AbortSignal) {
  return ask<BulkView>(bulk(id), { signal });
}

/** A page of those that were decided by others before. */
export function fetchConflicts(id: string, cursor: string | undefined, signal: AbortSignal) {
  return ask<BulkItems>(
    `${bulk(id)}/items?outcome=conflict${cursor === undefined ? '' : `&cursor=${cursor}`}`,
    {
      signal,
    },
  );
}

/** Decides on many at once. Throws ApiError 409 when there are more by now than was on screen. */
export function postBulk(wish: BulkRequest) {
  return change<BulkView>('/review/bulk', wish);
}

/** Changes a bulk decision; `undo` answers with the one that takes it back. */
export function postBulkChange(id: string, act: 'approve' | 'cancel' | 'undo') {
  return change<BulkView>(`${bulk(id)}/${act}`);
}
