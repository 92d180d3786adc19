import type { HistoryEntry, Language, ReportKind, SubmissionStateName } from './review-api.js';

/**
 * What stands around one submission, as the console asks for it: the conversation, its author, notes, the timeline, and
 * how the machine reads it. Paths, times and failures as in review-api.ts.
 */

/** A comment beside the open one. */
export interface ContextComment {
  id: string;
  /** The number readers see in `#comment-N`. */
  number: number;
  author: string;
  /** The first 500 characters. */
  text: string;
  language: Language | null;
  state: SubmissionStateName;
  reason: string | null;
  receivedAt: string;
  /** The text is hard to read, and why, in the reader's language: show it only when asked. Null: it is not. */
  severe: { says: string } | null;
}

/** GET /review/submissions/:id/context : the conversation it belongs to. 404 when there is none. */
export interface ItemContext {
  /** From the top of the branch to what it answers, in any state; at most five. */
  parents: ContextComment[];
  /** Public and waiting ones that answer the same (or nothing, as it does), nearest in time: at most three before it, three after. */
  before: ContextComment[];
  after: ContextComment[];
  /** Public and waiting replies to it, oldest first; at most 20. */
  replies: ContextComment[];
  /** Whether there are more replies. */
  moreReplies: boolean;
}

/** What became of an author's submissions. */
export interface AuthorCounts {
  approved: number;
  rejected: number;
  spam: number;
  held: number;
}

/** GET /review/submissions/:id/author : who wrote it, as far as this site knows. 404 when there is no submission. */
export interface AuthorCard {
  /** `email`: told from others by name and e-mail; `name`: by the name alone; `none`: gave neither. */
  knownBy: 'email' | 'name' | 'none';
  /** Of the newest 2,000 submissions. */
  counts: AuthorCounts;
  /** Whether there may be more than were counted. */
  more: boolean;
  firstSeenAt: string;
  /** Of one without e-mail: submissions from the same network address, while its hash is kept; else null. The address is never told. */
  sameAddress: (AuthorCounts & { names: number }) | null;
  /** The newest five by people, on other submissions. */
  decisions: {
    submission: { id: string; text: string; severe: { says: string } | null };
    act: 'approve' | 'reject' | 'undo';
    reason: string | null;
    by: string;
    at: string;
  }[];
  /** In force first, then the newest that are over; at most 20. */
  measures: MeasureView[];
}

/** What people lay upon an author: a person reads everything first; the machine rejects everything, until a time or for good. */
export type MeasureName = 'hold_always' | 'suspend' | 'ban';

/** A measure upon an author. */
export interface MeasureView {
  id: string;
  kind: MeasureName;
  /** Key and name; null: on all sites. */
  site: { key: string; name: string } | null;
  reason: string;
  by: string;
  at: string;
  /** Of a suspension. */
  until: string | null;
  endedAt: string | null;
  endedBy: string | null;
  inForce: boolean;
}

/**
 * POST /review/submissions/:id/author/measures → 201 MeasureView. `hold_always` needs the role moderator, the others lead.
 * 409 when the same is in force there already, or the author gave neither name nor e-mail.
 * POST /review/measures/:id/end → 200 MeasureView; ends it, with the role it took to make it.
 */
export interface MeasureRequest {
  kind: MeasureName;
  /** On all sites of the desk; default: on the submission's. */
  everywhere?: boolean;
  /** Of a suspension only: 1 to 365. */
  days?: number;
  /** For colleagues, 1 to 2,000 characters. */
  reason: string;
}

/** GET /review/submissions/:id/author/waiting?everywhere= : what of the author waits: what a measure could be followed up with. */
export interface AuthorWaiting {
  /** Counted up to 1,000. */
  count: number;
  /** To be sent back with a decision for all. */
  items: { id: string; version: number }[];
  /** The newest five. */
  newest: {
    id: string;
    text: string;
    severe: { says: string } | null;
    receivedAt: string;
    thread: { key: string; title: string };
  }[];
}

/** What a note is about. */
export type NoteAbout = 'submission' | 'author';

/** A note between moderators. */
export interface NoteView {
  id: string;
  about: NoteAbout;
  text: string;
  by: string;
  at: string;
  /** Whether the one who asks wrote it, and so may withdraw it. */
  own: boolean;
  withdrawnAt: string | null;
}

/**
 * GET /review/submissions/:id/notes : notes on it and on its author, oldest first, at most 200; what was withdrawn has no text.
 * POST /review/submissions/:id/notes NoteRequest → 201 NoteView. POST /review/notes/:id/withdraw → 200 NoteView; by its writer.
 */
export interface NoteList {
  notes: NoteView[];
}

/** POST /review/submissions/:id/notes */
export interface NoteRequest {
  about: NoteAbout;
  /** Plain text, 1 to 2,000 characters. */
  text: string;
}

/** Something that happened to a submission. `by` is null for the machine. */
export type TimelineEntry = { id: string; at: string; by: string | null } & (
  | { kind: 'received' | 'published' | 'unpublished' }
  | ({ kind: 'verdict'; recheck: boolean } & Judged)
  | ({ kind: 'decision' } & Judged)
  | { kind: 'note'; text: string; withdrawn: boolean }
  | { kind: 'measure'; measure: MeasureName; until: string | null; reason: string; ended: boolean }
  | { kind: 'flag'; flag: 'second-opinion' | 'escalate'; note: string | null }
  | { kind: 'report'; report: ReportKind; note: string }
  | { kind: 'told'; state: 'pending' | 'done' | 'dead'; attempts: number }
);

/** What was made of it. */
export type Judged = Pick<
  HistoryEntry,
  'act' | 'reason' | 'note' | 'fromState' | 'toState' | 'policyVersion'
>;

/** GET /review/submissions/:id/timeline : everything that happened to it, newest first; notes are told to moderators only. */
export interface Timeline {
  entries: TimelineEntry[];
}

/** GET /review/submissions/:id/views : the text as the machine reads it. */
export interface TextViews {
  /** As readers see it: without tags and character references. */
  visible: string;
  /** Width, case, accents and the kind of kana made alike. */
  folded: string;
  /** Without what stands between letters. */
  squashed: string;
  /** Look-alikes as the letters they stand for. */
  skeleton: string;
}

/**
 * GET /review/translation : whether a service is set up, so that the button is shown.
 * POST /review/submissions/:id/translation { to } → 200 Translation. 503 when none is set up, or it gave no answer.
 */
export interface TranslationOffer {
  available: boolean;
}

/** POST /review/submissions/:id/translation */
export interface TranslationRequest {
  to: Language;
}

/** A text in another language, by a machine. */
export interface Translation {
  text: string;
  to: Language;
}

/** GET /review/reasons : what authors are told of each reason, in both languages; null where they are told nothing. */
export interface ReasonTexts {
  reasons: { reason: string; text: Record<Language, string | null> }[];
}
