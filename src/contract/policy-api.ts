/**
 * Policies of a site for its editors. All paths are below `/api/v1/sites/:site/policy`. Times are ISO 8601 in UTC; failures
 * are problem documents.
 */

/** One version of a site's policy. */
export interface PolicyVersionView {
  version: number;
  /** Hex SHA-256 of the document: equal policies have equal hashes. */
  hash: string;
  /** Who wrote it: an e-mail, or `system`. */
  createdBy: string;
  /** Who put it in force; null in versions of earlier software. */
  publishedBy: string | null;
  /** Why one person alone put it in force; null where two did. */
  overrideReason: string | null;
  /** The earlier version that it puts in force again. */
  restores: number | null;
  /** Number of the draft that was published. */
  draft: number | null;
  /** What the author of that draft wrote about it. */
  note: string | null;
  createdAt: string;
  inForce: boolean;
}

/** GET /versions/:number , `current` for that in force. */
export interface PolicyVersionDetail extends PolicyVersionView {
  document: PolicyDocumentView;
  /** What each rule asks and does as sentences in the reader's language, by its id. */
  aloud: Record<string, string>;
}

/** GET /drafts/:number */
export interface PolicyDraftDetail extends PolicyDraftView {
  document: PolicyDocumentView;
  aloud: Record<string, string>;
}

/** A policy as JSON, every field written out: docs/policy.md, docs/policy.schema.json. */
export type PolicyDocumentView = Record<string, unknown>;

/** POST /check PolicyCheckRequest → 200: what is wrong with a document. Stores nothing. */
export interface PolicyCheckRequest {
  /** YAML or JSON as text, or JSON as it is. */
  document: string | Record<string, unknown>;
}

/** Something that is wrong with a document, in the reader's language. */
export interface PolicyProblemView {
  /** Such as `rejections.days` or `rules[0].id`; empty for the document itself. */
  path: string;
  /** Line of a document that is text, from 1. */
  line?: number;
  fault: string;
  hint: string;
}

/** What the check found: nothing wrong, or at most 100 problems. */
export interface PolicyCheck {
  ok: boolean;
  problems: PolicyProblemView[];
  /** Hex SHA-256 of the document; null when something is wrong with it. */
  hash: string | null;
  /** Rules that can be read, as sentences in the reader's language, in the order of the document; null for one that cannot. */
  aloud: (string | null)[];
}

/** GET /api/v1/policy/vocabulary : what conditions may ask, with names in the reader's language. */
export interface PolicyVocabulary {
  facts: { name: string; type: 'number' | 'word' | 'flag' | 'set'; says: string; mayReject: boolean }[];
  /** Operators that compare a fact, and the types of facts they are for. */
  comparisons: { operator: string; types: readonly string[] }[];
  /** Where listed terms may be looked for, and how they may be written there. */
  fields: { name: string; says: string }[];
  forms: { name: string; says: string }[];
}

/** GET /versions : the newest 100, newest first. */
export interface PolicyVersions {
  versions: PolicyVersionView[];
}

/** A policy that is proposed. */
export interface PolicyDraftView {
  number: number;
  hash: string;
  note: string | null;
  createdBy: string;
  createdAt: string;
  /** The version it was published as; null until then. */
  publishedAs: number | null;
}

/**
 * POST /drafts : stores a draft. `after` is the number of the newest draft that its author has seen, 0 for none: when a
 * newer one is there, nothing is stored and the answer is 409 DraftConflict.
 */
export interface ProposalRequest {
  document: string | Record<string, unknown>;
  note?: string | null;
  after?: number;
}

/** 409: a problem document that also says which draft somebody saved meanwhile. */
export interface DraftConflict {
  title: string;
  detail?: string;
  newest: PolicyDraftView;
}

/** GET /drafts : the newest 100, newest first. POST /drafts answers 201 with the one that was made. */
export interface PolicyDrafts {
  drafts: PolicyDraftView[];
}

/** What a rule of the policy in force saw lately, whether or not it was allowed to act. */
export interface RuleHits {
  rule: string;
  mode: 'draft' | 'shadow' | 'hold_only' | 'live';
  says: { en: string; ja: string };
  /** In the last day, 7 and 30 days. */
  hits: { day: number; week: number; month: number };
  /** What it asks for, in whatever mode; null when it only adds points. */
  action: 'hold' | 'reject' | null;
  /** Of the hits of 30 days, those that the machine approved all the same. */
  passed: number;
  /** Of the hits of 30 days, those that people approved and rejected in the end. */
  approved: number;
  rejected: number;
  /** Share of those rejected with the bounds of its 95 % interval (Wilson), from 0 to 1; null without any. */
  precision: { value: number; low: number; high: number; of: number } | null;
}

/** GET /rules : in the order of the policy, drafts left out. */
export interface RuleHitsList {
  rules: RuleHits[];
}

/** A comment that a rule of the policy in force held for. */
export interface RuleSample {
  id: string;
  number: number;
  /** The start of its text; empty when its author withdrew it. */
  excerpt: string;
  /** What the machine made of it. */
  outcome: 'approve' | 'hold' | 'reject';
  /** What people decided in the end; null: nothing. */
  people: 'approved' | 'rejected' | null;
  at: string;
}

/** GET /rules/:rule/samples : the newest 50 of 30 days. */
export interface RuleSamples {
  samples: RuleSample[];
}

/**
 * POST /test PolicyTestRequest → 200: what a policy makes of one text as a comment on an open page. Nothing is stored.
 */
export interface PolicyTestRequest {
  /** 1 to 65,525 characters. */
  text: string;
  /** The policy: YAML or JSON as text, or JSON as it is; or a version or draft by its number. Without any, that in force. */
  document?: string | Record<string, unknown>;
  version?: number;
  draft?: number;
  /** `known`, as usual: an author with approved comments; `new`: one without any. */
  author?: 'known' | 'new';
  /** Language of the page; without it the text fits the page. */
  language?: 'en' | 'ja';
}

/** What a policy makes of a text, and why; sentences in the reader's language. */
export interface PolicyTestResult {
  outcome: 'approve' | 'hold' | 'reject';
  /** The rule that decided, and all that matched, that one first. */
  rule: string;
  matched: { rule: string; says: string }[];
  score: number;
  /** Rules of the policy's own that held, those that only watch too. */
  rules: {
    rule: string;
    mode: 'draft' | 'shadow' | 'hold_only' | 'live';
    action: 'hold' | 'reject' | null;
    points: number;
    says: string;
    aloud: string;
  }[];
  /** Rules without which the outcome would have been another, and which. */
  without: { rule: string; says: string; outcome: 'approve' | 'hold' | 'reject' }[];
  signals: { kind: string; score: number; sentence: string; spans: { start: number; end: number }[] }[];
  /** Points of all rules that are in force, and from how many on the policy holds or rejects; null = never. */
  thresholds: { hold: number | null; reject: number | null };
  /** Places in the text that any signal points at, in UTF-16 code units. */
  spans: { start: number; end: number }[];
  /** The text as the machine reads it. */
  views: { visible: string; folded: string; squashed: string; skeleton: string };
}

/** A rule was stopped, so that it may only hold, or let go again. */
export interface BrakeView {
  rule: string;
  /** Of the policy. */
  version: number;
  on: boolean;
  /** It held for too large a share, for far more than in shadow, or a person said so. */
  cause: 'share' | 'band' | 'hand';
  /** It held for so many of so many; null by hand. */
  hits: number | null;
  seen: number | null;
  reason: string;
  by: string;
  at: string;
  /** When it ends by itself; null: when somebody ends it. */
  until: string | null;
  /** Whether it is the last word on this rule of the policy in force, and not at its end. */
  now: boolean;
}

/** GET /brakes : the newest 100, newest first. POST answers the same. */
export interface Brakes {
  brakes: BrakeView[];
}

/** What can be switched off in a hurry. */
export type SwitchNameView = 'hold-all' | 'stop-automation' | 'thread-hold';

/** Somebody switched something. */
export interface SwitchView {
  name: SwitchNameView;
  /** Key of the thread; null of a switch of the whole site. */
  thread: string | null;
  on: boolean;
  reason: string;
  by: string;
  at: string;
  /** When it ends by itself; null: when somebody ends it. */
  until: string | null;
  /** Whether it is the last word on this switch, and not at its end. */
  now: boolean;
}

/** GET /api/v1/sites/:site/switches : the newest 100, newest first. POST answers the same. */
export interface Switches {
  switches: SwitchView[];
}
