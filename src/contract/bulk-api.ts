/**
 * One decision for many submissions: the selection is fixed when it is made, a worker carries it out in batches, and it can be
 * taken back as a whole. All paths are below `/api/v1/review`. Times are ISO 8601 in UTC.
 */

/** Where it is; `waiting_for_second`: somebody else must let it begin. The last three are ends. */
export type BulkStateName = 'waiting_for_second' | 'queued' | 'running' | 'done' | 'cancelled' | 'failed';

/**
 * POST /bulk → 201 BulkView. Either `items` (at most 1,000, each as it was on screen) or `filter` (the parameters of GET
 * /review/submissions that choose, at most 50,000 submissions). `expected` is the number that was on screen: 409 BulkTooMany
 * when there are more by now. Above 100 `typed` must repeat it, above 1,000 a second person must approve.
 */
export interface BulkRequest {
  act: 'approve' | 'reject' | 'spam';
  /** With `reject`; default `other`. */
  reason?: 'spam' | 'abuse' | 'off-topic' | 'personal-data' | 'illegal' | 'other';
  /** For colleagues, at most 2,000 characters. */
  note?: string;
  items?: { id: string; version: number }[];
  filter?: Record<string, string>;
  expected: number;
  typed?: number;
}

/** 409: the filter finds more than was on screen. A problem document that also says how many. */
export interface BulkTooMany {
  count: number;
  /** There are more than were counted (50,000). */
  more: boolean;
}

/** GET /bulk/matching with the filters of GET /review/submissions: how many a bulk decision would be about. */
export type BulkMatching = BulkTooMany;

/**
 * GET /bulk/:id. POST /bulk/:id/approve by another person lets it begin; POST /bulk/:id/cancel ends it after the batch under
 * way, what was done stays; POST /bulk/:id/undo → 201 with the bulk decision that takes it back. 409 where that cannot be.
 */
export interface BulkView {
  id: string;
  act: 'approve' | 'reject' | 'undo';
  reason: string | null;
  note: string | null;
  /** What it was selected by; null when its items were picked, or it takes another back. */
  filter: Record<string, string> | null;
  state: BulkStateName;
  total: number;
  /** Decided. */
  recorded: number;
  /** Not decided: they had changed since they were selected. */
  conflicts: number;
  /** There is no such submission. */
  unknown: number;
  by: string;
  /** Name of who let it begin; null where nobody had to, or nobody has. */
  approvedBy: string | null;
  /** The bulk decision it takes back. */
  undoOf: string | null;
  /** The bulk decision that takes it back. */
  undoneBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Until when it can be taken back; null before its end. */
  undoUntil: string | null;
  /** What who asks may do with it now. */
  may: { approve: boolean; cancel: boolean; undo: boolean };
}

/** GET /bulk: one's own and those that wait for a second person, of leads everybody's; the newest 50. */
export interface BulkList {
  bulks: BulkView[];
  /** Of these, how many wait for who asks. */
  waitingForMe: number;
}

/** GET /bulk/:id/items?outcome=&cursor=&limit= : `outcome` is `recorded`, `conflict` or `unknown`; `limit` 1 to 100, default 50. */
export interface BulkItems {
  items: BulkItemView[];
  /** Pass as `cursor` for the next page; absent at the end. */
  next?: string;
}

/** One submission of a bulk decision, as it is now. */
export interface BulkItemView {
  id: string;
  outcome: 'recorded' | 'conflict' | 'unknown';
  /** All null when there is no such submission. */
  number: number | null;
  author: string | null;
  /** The first 200 characters. */
  text: string | null;
  state: 'received' | 'held' | 'approved' | 'rejected' | 'withdrawn' | null;
  reason: string | null;
  /** The last decision of a person on it. */
  last: { act: 'approve' | 'reject' | 'undo'; reason: string | null; by: string; at: string } | null;
}
