/**
 * What another policy would have made of the submissions of a site. Caught is what the machine holds or rejects, free what
 * it approves.
 */

/** What the machine makes of a submission. */
export type ReplayOutcome = 'approve' | 'hold' | 'reject';

/** A share with the bounds of its 95 % interval (Wilson), all from 0 to 1. */
export interface ReplayRate {
  value: number;
  low: number;
  high: number;
  /** Cases it was seen in. */
  of: number;
}

/** How a policy fits what people decided. */
export interface ReplayJudgement {
  caughtRejected: number;
  caughtApproved: number;
  freeRejected: number;
  freeApproved: number;
  /** Of those caught that people decided, the share that they rejected; null without any. */
  precision: ReplayRate | null;
  /** Of those that people rejected, the share that was caught; null without any. */
  recall: ReplayRate | null;
}

/** Counts of one language or thread; `people` under the other policy. */
export interface ReplayGroup {
  seen: number;
  caught: number;
  freed: number;
  people: ReplayJudgement;
}

/** Counts of the submissions that were received on one day in UTC, such as `2026-11-23`. */
export interface ReplayDay {
  day: string;
  seen: number;
  caught: number;
  freed: number;
}

/** One submission with the start of its text. */
export interface ReplaySample {
  id: string;
  number: number;
  before: ReplayOutcome;
  after: ReplayOutcome;
  excerpt: string;
  /** The rule that decides now, or that decided then where it is freed; null in replays of earlier software. */
  rule: string | null;
  /** That rule as a sentence in the reader's language; null at the command line. */
  why: string | null;
}

/** What a replay found. */
export interface ReplayReport {
  /** `lacking`: left out, because signals were not stored. `share` is of those seen. */
  coverage: { seen: number; lacking: number; share: number };
  /** Approved then, held or rejected now. */
  caught: number;
  /** Held or rejected then, approved now. */
  freed: number;
  unchanged: number;
  /** By outcome then, by outcome now. */
  moves: Record<ReplayOutcome, Record<ReplayOutcome, number>>;
  people: { before: ReplayJudgement; after: ReplayJudgement };
  /** In order, the newest 400 that something was seen of; replays of earlier software have none. */
  days: ReplayDay[];
  /** `language` is null where a text has no letters. */
  languages: (ReplayGroup & { language: string | null })[];
  /** The ten with the most changes. */
  threads: (ReplayGroup & { key: string; title: string })[];
  /** Up to 50 of each, chosen by their ids. */
  samples: { caught: ReplaySample[]; freed: ReplaySample[]; unchanged: ReplaySample[] };
}

/** A policy that workers try on what is stored. All paths are below `/api/v1/sites/:site/policy`. */
export interface PolicyReplayView {
  id: string;
  state: 'queued' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Hex SHA-256 of the document. */
  hash: string;
  /** Number of the version it was taken from; null where it was none. */
  version: number | null;
  /** Number of the draft it was taken from; null where it was none. */
  draft: number | null;
  /** Only submissions received then or later; null: all. */
  since: string | null;
  /** So many at most, the newest first. */
  limit: number;
  /** Submissions looked at so far. */
  seen: number;
  /** How many there were when it was asked for; some may have no verdict and are not looked at. */
  total: number;
  /** Why it failed, in the language of the request. */
  failure: string | null;
  /** E-mail of the person who asked. */
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

/** GET /replays : the newest 100, newest first. POST /replays answers 202 with the one that was made. */
export interface PolicyReplays {
  replays: PolicyReplayView[];
}

/**
 * GET /replays/:id : with what was found so far; null before the first batch. DELETE /replays/:id cancels one,
 * POST /replays/:id/resume goes on with one that was cancelled or failed; both answer the same.
 */
export interface PolicyReplayDetail extends PolicyReplayView {
  report: ReplayReport | null;
}
