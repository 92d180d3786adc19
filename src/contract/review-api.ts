/**
 * The moderators' API, as its clients see it. All paths are below `/api/v1`. Times are ISO 8601 in UTC.
 * Failures are problem documents (`Problem`). Requests that change something need the session's CSRF token in
 * `X-CSRF-Token`, or an `Authorization: Bearer` token instead of the session cookie.
 */

/** What a moderator may do; each role includes the ones before it. */
export type Role = 'viewer' | 'moderator' | 'lead' | 'admin';

/** Where a submission stands. Spam is `rejected` with reason `spam`. */
export type SubmissionStateName = 'received' | 'held' | 'approved' | 'rejected' | 'withdrawn';

/**
 * The lists of the console: a state, the part of `rejected` whose reason is (not) spam, or the part of `approved` that readers
 * reported and nobody looked at since.
 */
export type QueueName = 'held' | 'reported' | 'approved' | 'rejected' | 'spam';

/** Why a person rejected a submission. */
export type RejectReason = 'spam' | 'abuse' | 'off-topic' | 'personal-data' | 'illegal' | 'other';

/** What a reader says is wrong with a published comment. */
export type ReportKind = 'insult' | 'hate' | 'spam' | 'private-data' | 'illegal' | 'other';

/** Language of a text or page. */
export type Language = 'en' | 'ja';

/** RFC 9457 problem document; `title` and `detail` are in the reader's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { field: string; message: string }[];
  /** The same request succeeds after POST /session/step-up (403). */
  stepUp?: true;
  /** The account needs a second factor before anything else (403). */
  enrolFirst?: true;
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
  /** The account needs a second factor before anything else. */
  enrolFirst?: true;
}

/** POST /session where the password is right and POST /session/code must follow; nobody is signed in yet. */
export interface CodeNeeded {
  codeNeeded: true;
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
 * GET /review/submissions?queue=held&site=&thread=&language=&reason=&rule=&signal=&author=&from=&to=&q=&order=&cursor=&limit=
 * `reason` is the rule or reject reason that led to the state, `rule` any rule that matched, `signal` a kind of signal that
 * was seen; `author` a name, or an e-mail address; `from` (inclusive) and `to` (exclusive) bound the time of receipt.
 * `q`: words of text, name or web address, each as the beginning of a word, Japanese anywhere, what is in quotation marks as
 * it stands, or the e-mail address of the author. `order` is `next` (who should be decided first), `oldest` (the default) or
 * `newest`; `limit` 1 to 100, default 50. Of `reported`, `next` goes by how bad and how likely the reports are, and `oldest` and `newest` by
 * when they came.
 */
export interface ReviewPage {
  items: ReviewItem[];
  /** Pass as `cursor` for the next page; absent at the end. */
  next?: string;
  counts: QueueCounts;
}

/** GET /review/matching with the filters of GET /review/submissions: how many they find. */
export interface Matching {
  count: number;
  /** There are more than were counted (10,000). */
  more: boolean;
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
  /** When it should be decided by its place in the queue, and why; null when the machine did not hold it. */
  place: { dueAt: string; likelyFine: number; urgent: boolean } | null;
  /** Who passed it on, newest first; only while it is held. */
  flags: FlagView[];
  /** Readers' reports that nobody has answered; null: none. A decision answers them, to approve it again keeps it. */
  reports: {
    open: number;
    /** How likely they are right, times how bad that would be, 0 to 1. */
    harm: number;
    /** What they say, the most frequent first. */
    kinds: { kind: ReportKind; count: number }[];
    firstAt: string;
    lastAt: string;
    dueAt: string;
  } | null;
  /** One sentence for each signal or rule that spoke for holding or rejecting, in the reader's language. */
  because: string[];
  /** The text is hard to read, and why, in the reader's language: show it only when asked. Null: it is not. */
  severe: { says: string } | null;
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

/** How the machine came to its verdict; all of it can be worked out again from what is stored. */
export interface Explanation {
  outcome: 'approve' | 'hold' | 'reject';
  /** Points of all rules of the policy that are in force. */
  score: number;
  /** Points from which the policy holds, or rejects; null = never. All null when the policy can no longer be read. */
  thresholds: { hold: number | null; reject: number | null } | null;
  /** Version of the software. */
  engine: string;
  /** Rules of the policy's own that held for it, those that only watch too. */
  rules: {
    rule: string;
    mode: 'draft' | 'shadow' | 'hold_only' | 'live';
    /** What it asked for; null when it adds points, or watches. */
    action: 'hold' | 'reject' | null;
    points: number;
    group: string | null;
    /** What it is for. */
    says: string;
    /** What it asks, read aloud; null when the policy can no longer be read. */
    aloud: string | null;
  }[];
  /** Rules without which the outcome would have been another, and which. */
  without: { rule: string; says: string; outcome: 'approve' | 'hold' | 'reject' }[];
}

/**
 * A reader's report. POST /review/reports/:id/disregard → 204: none of the open reports of that reader counts, nor do later
 * ones (lead); POST /review/reports/:id/believe → 204 ends that. 404 when there is no such report, or its reader is forgotten.
 */
export interface ReportView {
  id: string;
  kind: ReportKind;
  note: string;
  at: string;
  /** Nobody has answered it. */
  open: boolean;
  /** It is not counted: its reader is not believed. */
  disregarded: boolean;
  /** Its reader is still known, so that one can stop or begin to believe them. */
  known: boolean;
  /** Of answered reports from the same network, how many were right. */
  record: { answered: number; upheld: number };
}

/** GET /review/submissions/:id : one submission with what a decision needs. 404 when there is none. */
export interface ReviewItemDetail extends ReviewItem {
  signals: SignalView[];
  /** Null when the machine gave no verdict. */
  explanation: Explanation | null;
  policyVersion: number | null;
  /** In which its author is told what became of it: that of the text, else of the page. */
  authorLanguage: Language;
  parent: { number: number; author: string; text: string; publishedAt: string } | null;
  /** Of the newest 1,000 others by the same author. */
  authorHistory: {
    approved: number;
    rejected: number;
    held: number;
    /** Newest first, at most five, without this one. */
    recent: {
      id: string;
      state: SubmissionStateName;
      text: string;
      severe: { says: string } | null;
      receivedAt: string;
    }[];
  };
  /** What readers reported, open ones first, then the newest; at most 100. */
  reported: ReportView[];
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

/** GET /review/submissions/:id/cluster : it and what is much like it, within a day before and after. 404 when there is none. */
export interface Cluster {
  /** How many there are, itself included; counted up to 1,000. */
  count: number;
  authors: number;
  /** As far as they are not forgotten yet. */
  networks: number;
  threads: number;
  firstAt: string;
  lastAt: string;
  states: Record<SubmissionStateName, number>;
  /** Itself, then the others, newest first; at most 200. */
  items: {
    id: string;
    version: number;
    state: SubmissionStateName;
    reason: string | null;
    author: string;
    /** The first 200 characters. */
    text: string;
    /** As in ReviewItem. */
    severe: { says: string } | null;
    language: Language | null;
    thread: { key: string; title: string };
    receivedAt: string;
  }[];
}

/**
 * POST /review/decisions → 200 ManyDecided: the same decision for 1 to 1,000 submissions. Each is decided only if it still
 * has its version; the others are told with who decided them. Each can be undone by itself.
 */
export interface ManyDecisionsRequest extends Omit<DecisionRequest, 'version'> {
  items: { id: string; version: number }[];
}

/** What came of each, in the order of the request. */
export interface ManyDecided {
  recorded: number;
  results: (
    | ({ kind: 'recorded' } & DecisionResult)
    | ({ kind: 'conflict'; id: string; detail: string } & Pick<DecisionConflict, 'current' | 'last'>)
    | { kind: 'unknown'; id: string }
  )[];
}

/**
 * What is much like a submission is held for some time. POST /review/submissions/:id/guard { minutes } → 201 (1 to 1,440,
 * default 60), POST /review/guards/:id/end → 200, GET /sites/:site/guards → the newest 100.
 */
export interface RaidGuardView {
  id: string;
  /** Id of the submission, and the first 200 characters of its text. */
  submission: string;
  text: string;
  /** E-mail of who armed it. */
  by: string;
  at: string;
  until: string;
  endedAt: string | null;
  endedBy: string | null;
  /** Whether it is in force. */
  armed: boolean;
  /** Submissions that it matched so far. */
  held: number;
}

/** GET /sites/:site/guards */
export interface RaidGuardList {
  guards: RaidGuardView[];
}

/** Somebody has a held submission on screen, or next. */
export interface LeaseView {
  /** Of the submission. */
  id: string;
  moderatorId: string;
  by: string;
}

/**
 * POST /review/leases { …filters, order, keep, open, takeOver, want } → Leases: hands out what waits, so that no two people
 * have the same on screen. `keep` is what one still has; what is left out is given back. `open` is taken unless somebody else
 * has it; a lead may take it over. Up to `want` (0 to 10, default 5) in all are filled up with who is next. A lease ends after
 * 90 s unless it is asked for again. It forbids nothing: a decision depends on the version alone.
 * DELETE /review/leases → 204 gives everything back.
 */
export interface Leases {
  /** Ids, in the order of the queue. */
  mine: string[];
  others: LeaseView[];
}

/**
 * POST /review/submissions/:id/flags { kind, note? } → 204: passes it on instead of deciding. `skip`: not handed to oneself
 * again; `second-opinion`: somebody else decides; `escalate`: a lead decides. 404 when it does not wait for a person.
 */
export interface FlagView {
  kind: 'second-opinion' | 'escalate';
  by: string;
  note: string | null;
  at: string;
}

/** 409: somebody was faster. A problem document that also says who decided what. */
export interface DecisionConflict extends Problem {
  current: { state: SubmissionStateName; version: number; reason: string | null };
  last: HistoryEntry | null;
}

/** What somebody decided just now. */
export interface ChangedView {
  decisionId: string;
  /** Of the submission. */
  id: string;
  state: SubmissionStateName;
  reason: string | null;
  version: number;
  /** Name of who did it. */
  by: string;
  moderatorId: string;
}

/**
 * GET /review/events: server-sent events. `counts` whenever they may have changed; `changed` after decisions, at most 200 at
 * once; `leases` whenever somebody has something else on screen.
 */
export interface ReviewEvents {
  counts: QueueCounts;
  changed: ChangedView[];
  leases: LeaseView[];
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
