/**
 * The moderators' API, as its clients see it. All paths are below `/api/v1`. Times are ISO 8601 in UTC.
 * Failures are problem documents (`Problem`). Requests that change something need the session's CSRF token in
 * `X-CSRF-Token`, or an `Authorization: Bearer` token instead of the session cookie.
 */

/** What a moderator may do; each role includes the ones before it. */
export type Role = 'viewer' | 'moderator' | 'lead' | 'admin';

/** Where a submission stands. Spam is `rejected` with reason `spam`. */
export type SubmissionStateName = 'received' | 'held' | 'approved' | 'rejected' | 'withdrawn';

/** The lists of the console: a state, or the part of `rejected` whose reason is (not) spam. */
export type QueueName = 'held' | 'approved' | 'rejected' | 'spam';

/** Why a person rejected a submission. */
export type RejectReason = 'spam' | 'abuse' | 'off-topic' | 'personal-data' | 'illegal' | 'other';

/** Language of a text or page. */
export type Language = 'en' | 'ja';

/** RFC 9457 problem document; `title` and `detail` are in the reader's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { field: string; message: string }[];
}

/** POST /session */
export interface SignInRequest {
  email: string;
  password: string;
}

/** GET /session (401 when nobody is signed in), POST /session, POST /setup. DELETE /session signs out (204). */
export interface SessionView {
  moderator: { id: string; name: string; email: string; role: Role };
  /** To be sent as `X-CSRF-Token` with every request that changes something. */
  csrfToken: string;
}

/** POST /setup: creates the first admin and signs in. 404 when the token is unknown, used, or an admin exists. */
export interface SetupRequest {
  token: string;
  email: string;
  name: string;
  password: string;
}

/** GET /review/counts?site= : equal to COUNT(*) at the moment of the answer. */
export type QueueCounts = Record<QueueName, number>;

/** GET /review/sites : for filters, in order of name. */
export interface SiteOption {
  key: string;
  name: string;
}

/**
 * GET /review/submissions?queue=held&site=&thread=&language=&reason=&q=&order=oldest|newest&cursor=&limit=
 * `reason` is a rule or reject reason, `q` a substring of text, author name or e-mail; `limit` 1 to 100, default 50.
 */
export interface ReviewPage {
  items: ReviewItem[];
  /** Pass as `cursor` for the next page; absent at the end. */
  next?: string;
  counts: QueueCounts;
}

/** A submission as lists show it. */
export interface ReviewItem {
  id: string;
  /** The number readers see in `#comment-N`. */
  number: number;
  /** To be sent back with a decision. */
  version: number;
  state: SubmissionStateName;
  /** Rule or reject reason that led to the state. */
  reason: string | null;
  site: { key: string; name: string };
  thread: { key: string; title: string; url: string };
  author: { name: string; email: string; url: string };
  /** The text as sent. */
  text: string;
  language: Language | null;
  receivedAt: string;
  /** One sentence for each signal or rule that spoke for holding or rejecting, in the reader's language. */
  because: string[];
}

/** A span of the raw text, in UTF-16 code units, that a signal points at. */
export interface TextSpan {
  field: 'text' | 'name' | 'email' | 'url' | 'userAgent' | 'address';
  start: number;
  end: number;
}

/** One observation of the machine. */
export interface SignalView {
  kind: string;
  /** 0 to 1. */
  score: number;
  sentence: string;
  spans: TextSpan[];
}

/** An entry of the history: what the machine or a person made of the submission. */
export interface HistoryEntry {
  id: string;
  at: string;
  by: { kind: 'machine' } | { kind: 'person'; name: string };
  /** The machine's outcome, or the person's decision. */
  act: 'approve' | 'hold' | 'reject' | 'undo' | 'withdraw';
  reason: string | null;
  note: string | null;
  fromState: SubmissionStateName;
  toState: SubmissionStateName;
  policyVersion: number | null;
}

/** GET /review/submissions/:id : one submission with what a decision needs. 404 when there is none. */
export interface ReviewItemDetail extends ReviewItem {
  signals: SignalView[];
  policyVersion: number | null;
  parent: { number: number; author: string; text: string; publishedAt: string } | null;
  authorHistory: {
    approved: number;
    rejected: number;
    held: number;
    /** Newest first, at most five, without this one. */
    recent: { id: string; state: SubmissionStateName; text: string; receivedAt: string }[];
  };
  /** Oldest first. */
  history: HistoryEntry[];
}

/**
 * POST /review/submissions/:id/decisions → 200 DecisionResult, 409 DecisionConflict.
 * POST /review/submissions/:id/undo { version } → the same; takes back the last decision.
 */
export interface DecisionRequest {
  act: 'approve' | 'reject' | 'spam';
  /** With `reject`; default `other`. `spam` is short for reject with reason spam. */
  reason?: RejectReason;
  /** For colleagues, at most 2,000 characters. */
  note?: string;
  /** The version that was on screen. */
  version: number;
}

/** The submission after the decision. */
export interface DecisionResult {
  id: string;
  state: SubmissionStateName;
  reason: string | null;
  version: number;
  decisionId: string;
}

/** 409: somebody was faster. A problem document that also says who decided what. */
export interface DecisionConflict extends Problem {
  current: { state: SubmissionStateName; version: number; reason: string | null };
  last: HistoryEntry | null;
}

/** GET /review/events: server-sent events. `counts` carries QueueCounts whenever they may have changed. */
export interface ReviewEvents {
  counts: QueueCounts;
}

/**
 * GET /tokens: bearer tokens of the signed-in moderator, newest first. POST /tokens TokenRequest → 201 CreatedToken,
 * DELETE /tokens/:id → 204; both only when signed in with a password.
 */
export interface TokenView {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** POST /tokens */
export interface TokenRequest {
  /** What it is for, 1 to 100 characters. */
  name: string;
}

/** The answer to POST /tokens; the only time the token is told. */
export interface CreatedToken extends TokenView {
  token: string;
}
