/**
 * What is done outside because submissions were settled, for admins. All paths are below `/api/v1`. Times are ISO 8601 in
 * UTC; failures are problem documents.
 */

/** `dead`: given up after the last try. `cancelled`: the decision was taken back before anything was sent. */
export type EffectStateName = 'pending' | 'done' | 'dead' | 'cancelled';

/** One thing to be done outside. */
export interface EffectView {
  /** The `webhook-id` the receiver sees, the same at every try. */
  id: string;
  kind: string;
  state: EffectStateName;
  /** Key of the site. */
  site: string;
  submission: { id: string; number: number };
  /** The verdict or decision it tells of. */
  record: string;
  /** Tries that ended since it was made or replayed. */
  attempts: number;
  /** Why the last try failed, in English. */
  lastError: string | null;
  createdAt: string;
  /** When the next try may start; null when there is none. */
  dueAt: string | null;
  triedAt: string | null;
  /** When it was done, given up or taken back. */
  finishedAt: string | null;
}

/** GET /effects?state=dead&site=&cursor=&limit= : newest first. `state` is `dead` unless given, `limit` 1 to 100, default 50. */
export interface EffectPage {
  items: EffectView[];
  /** Pass as `cursor` for the next page; absent at the end. */
  next?: string;
}

/**
 * POST /effects/:id/replay → 200 EffectView: tries again at once, with all its tries, under the same id. One that is just
 * being tried, or was taken back, stays as it is. 404 when there is none.
 */
export type EffectReplayed = EffectView;
