/** The public API, as its clients see it. All paths are below `/api/v1`. Times are ISO 8601 in UTC. */

/**
 * POST /sites/:site/threads/:thread/submissions, application/json. `Idempotency-Key` (1 to 255 visible ASCII characters)
 * makes a retry safe: the same key with the same body gets the first answer, with another body 422.
 * Field names and limits are those of the form (docs/wordpress.md).
 */
export interface SubmissionRequest {
  author?: string;
  email?: string;
  url?: string;
  comment: string;
  /** Number of the approved comment that is replied to; 0 or absent for none. */
  parent?: number;
}

/** 202: the submission is stored. */
export interface SubmissionReceipt {
  /** UUID of the submission. */
  id: string;
  /** The number it has as a comment once approved (`#comment-N`). */
  number: number;
  state: 'received' | 'held' | 'approved' | 'rejected' | 'withdrawn';
  /** Address that shows the author the own submission until it is decided; keep it secret. */
  receipt: string;
}

/**
 * POST /sites/:site/threads/:thread/comments/:number/reports → 202 ReportReceipt: says that a published comment is not as it should be. The comment stays
 * until a person decides. 400 for a wrong field, 404 where there is no such public comment, 429 after 20 reports in an hour.
 * The same reader's second report of a comment is answered like the first and changes nothing.
 */
export interface ReportRequest {
  kind: 'insult' | 'hate' | 'spam' | 'private-data' | 'illegal' | 'other';
  /** At most 500 characters. */
  note?: string;
}

/** The report has come in. */
export interface ReportReceipt {
  received: true;
}

/** GET /sites/:site/threads/:thread/comments?after=&limit= ; `limit` 1 to 200, default 100. With ETag; 304 on If-None-Match. */
export interface CommentPage {
  thread: { key: string; title: string; url: string; closed: boolean };
  /** In thread order: each comment is followed by its replies. */
  comments: CommentView[];
  /** Pass as `after` for the next page; absent at the end. */
  next?: string;
}

/** An approved comment. */
export interface CommentView {
  id: number;
  /** Comment replied to, or null. */
  parent: number | null;
  /** 1 to 5; a reply deeper than 5 stands at 5. */
  depth: number;
  author: { name: string; url: string | null };
  /** Safe HTML: allowed tags, linked addresses, paragraphs. */
  html: string;
  language: 'en' | 'ja' | null;
  submittedAt: string;
  publishedAt: string;
  url: string;
}
