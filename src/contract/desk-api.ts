/**
 * The pages of the desk beside the queue: figures, own decisions, threads, settings of a site, examinations. All paths are
 * below `/api/v1`. Times are ISO 8601 in UTC; failures are problem documents.
 */

/** A share with the bounds of its 95 % interval, all from 0 to 1. */
export interface RateView {
  value: number;
  low: number;
  high: number;
  /** Cases it was seen in. */
  of: number;
}

/** How long something took, in seconds: half were faster than `p50`, 19 of 20 faster than `p95`. */
export interface Durations {
  count: number;
  p50: number | null;
  p95: number | null;
}

/** Whether the queue gets shorter, by what came and went in the last hours. */
export interface Forecast {
  /** Over so many hours. */
  hours: number;
  /** Held, and decided or approved by a second look, in an hour. */
  arrivedPerHour: number;
  decidedPerHour: number;
  /** Minutes until nothing waits if it goes on like that; null: not at this rate. */
  minutes: number | null;
}

/**
 * What the machine decided alone, beside what people found wrong with it. People look only at what they come across, so
 * that `misses` says nothing of what nobody looked at.
 */
export interface AutomationFigures {
  /** Submissions with a verdict, and those that the machine approved or rejected. */
  screened: number;
  approved: number;
  rejected: number;
  /** Share that the machine decided alone; null without any. */
  share: RateView | null;
  /** Of those approved by the machine: a person decided on so many, and so many are rejected now. */
  approvedLookedAt: number;
  approvedWrong: number;
  /** Of those rejected by the machine: a person decided on so many, and so many are approved now. */
  rejectedLookedAt: number;
  rejectedWrong: number;
  /** Share of the wrong ones among those a person decided on; null without any. */
  misses: RateView | null;
  /** Of those that were drawn at random and looked at by somebody who did not know the outcome, the share decided otherwise. */
  audited: RateView | null;
}

/** Figures of a group of submissions: all, of a site, of a language. Times and shares are of the days of `TodayFigures`. */
export interface GroupFigures {
  waiting: number;
  /** When the one that waits longest came; null when none waits. */
  oldestAt: string | null;
  /** Received today; decided for the first time by a person, or by the machine, today. */
  receivedToday: number;
  decidedToday: number;
  machineToday: number;
  /** From when it came to the first decision of a person. */
  people: Durations;
  /** From when it came to the verdict that approved or rejected it. */
  machine: Durations;
  forecast: Forecast;
  automation: AutomationFigures;
}

/** One day in the zone that was asked for. */
export interface DayFigures {
  /** `2026-11-23` */
  day: string;
  received: number;
  decided: number;
  machine: number;
}

/**
 * GET /review/figures/today?site=&zone= : `zone` is an IANA name such as `Asia/Tokyo`, `UTC` unless given; days are days
 * there.
 */
export interface TodayFigures {
  at: string;
  zone: string;
  all: GroupFigures;
  /** The last 14 days, oldest first; the last one is today. */
  days: DayFigures[];
  /** In order of the names of sites; each with a line for each language, most received first. */
  sites: {
    key: string;
    name: string;
    figures: GroupFigures;
    /** `null`: the text has no letters. */
    languages: { language: 'en' | 'ja' | null; figures: GroupFigures }[];
  }[];
}

/** What a rule did, and what people made of it. */
export interface RuleFigure {
  rule: string;
  /** What it is for, in the reader's language. */
  says: string;
  /** Whether it is one of the site's own rules. */
  own: boolean;
  /** Submissions it matched, rules that only watch too. */
  hits: number;
  /** Of these, held. */
  held: number;
  /** It was the only reason to hold or reject. */
  sole: number;
  /** Of all that were held, the share that it matched; null when none was held. */
  shareOfHolds: number | null;
  /** Of its hits, those that people approved and rejected in the end. */
  approved: number;
  rejected: number;
  /** Of those that people decided, the share rejected; null without any. */
  precision: RateView | null;
  /** Of those that the machine rejected because of it, the share that people approved; null without any. */
  overturned: RateView | null;
}

/** GET /review/figures/rules?site=&days= : rules with a hit in so many days (1 to 90, default 30), most hits first. */
export interface RuleFigures {
  days: number;
  /** Submissions held in that time. */
  held: number;
  /** Where there are more verdicts: only so many, the newest of all sites, were looked at. Null: all. */
  newest: number | null;
  rules: RuleFigure[];
}

/** Agreement beyond chance (Cohen's kappa) with its 95 % interval. */
export interface KappaView {
  value: number;
  low: number;
  high: number;
}

/** How often two persons decided alike. */
export interface AgreementView {
  /** Submissions that two persons decided on; for a reason, where at least one of them chose it. */
  pairs: number;
  agreed: number;
  /** Null without a pair. */
  share: RateView | null;
  /** Null below `needed` pairs, and where everybody always chose the same. */
  kappa: KappaView | null;
}

/** How often two persons decided alike, altogether and on each reason. */
export interface AgreementPart {
  /** Whether both approved or both rejected. */
  overall: AgreementView;
  /** Reject reasons that were chosen; whether both chose it. */
  reasons: (AgreementView & { reason: string })[];
}

/** GET /review/figures/agreement?site=&days= : 1 to 365 days, default 90. Persons are not told apart. */
export interface AgreementFigures {
  days: number;
  /** Pairs from which kappa is told. */
  needed: number;
  /** A person's decision, drawn at random, and what somebody else said who did not know it. */
  blind: AgreementPart;
  /** Where two persons decided on one submission for other causes: the first, and the next other one. */
  again: AgreementPart;
  /** Of submissions on which people had agreed before, the share that somebody else decided alike; null without any. */
  golden: RateView | null;
}

/** One decision of the signed-in person. */
export interface MyDecision {
  id: string;
  at: string;
  act: 'approve' | 'reject' | 'undo';
  reason: string | null;
  note: string | null;
  submission: {
    id: string;
    number: number;
    /** To be sent back when it is taken back. */
    version: number;
    state: 'received' | 'held' | 'approved' | 'rejected' | 'withdrawn';
    reason: string | null;
    author: string;
    /** The first 200 characters. */
    text: string;
    language: 'en' | 'ja' | null;
    /** Why its text is folded; null: it is not. */
    severe: { says: string } | null;
    site: { key: string; name: string };
    thread: { key: string; title: string };
  };
  /** Who changed it since, the last one; the person itself too. Null: nobody. */
  changed: { at: string; name: string; mine: boolean; act: 'approve' | 'reject' | 'undo' } | null;
  /** Whether POST /review/submissions/:id/undo takes back this very decision. */
  takeBack: boolean;
}

/** GET /review/my-decisions?act=approve|reject|spam|undo&cursor=&limit= : newest first; `limit` 1 to 100, default 50. */
export interface MyDecisions {
  items: MyDecision[];
  /** Pass as `cursor` for the next page; absent at the end. */
  next?: string;
}

/** A thread as its editors see it. */
export interface ThreadView {
  key: string;
  title: string;
  url: string;
  createdAt: string;
  /** Whether it takes submissions now. */
  open: boolean;
  /** Why not: somebody closed it, its time has not come, its time is over, or the site's days are. */
  why: 'closed' | 'not-yet' | 'over' | 'days' | null;
  /** Closed by hand. */
  closed: boolean;
  hidden: boolean;
  /** Times of its own. */
  opensAt: string | null;
  closesAt: string | null;
  /** When it closes by itself, by its own time or the days of the site; null: never. */
  endsAt: string | null;
  /** Who last opened, closed or scheduled it. */
  changed: { by: string; at: string } | null;
  /** Whether what the machine would approve is held (the switch `thread-hold`), who said so and why. */
  holdAll: { by: string; at: string; reason: string } | null;
  held: number;
  approved: number;
}

/** GET /sites/:site/desk/threads?q=&cursor=&limit= : newest first; `q` is part of the title, or the key. */
export interface ThreadList {
  items: ThreadView[];
  next?: string;
}

/**
 * POST /sites/:site/desk/threads → 200 ThreadView. What is absent stays; `open: true` opens it now, whatever its times
 * were, `open: false` closes it.
 */
export interface ThreadRequest {
  thread: string;
  open?: boolean;
  /** Null: none. */
  opensAt?: string | null;
  closesAt?: string | null;
}

/** GET /sites/:site/desk/settings, POST /sites/:site/desk/settings SiteSettingsRequest → 200. */
export interface SiteSettingsView {
  key: string;
  name: string;
  url: string | null;
  locale: 'en' | 'ja';
  locales: ('en' | 'ja')[];
  /** Seconds between two submissions of one e-mail or address; 0: no limit. */
  floodSeconds: number;
  requireNameEmail: boolean;
  createThreads: boolean;
  /** Threads close after so many days; null: never. */
  closeAfterDays: number | null;
  webhook: { url: string; since: string | null; previousSecretUntil: string | null } | null;
}

/** What may be set of a site; what is absent stays as it is. */
export type SiteSettingsRequest = Partial<
  Omit<SiteSettingsView, 'key' | 'webhook' | 'url'> & {
    /** Empty: none. */
    url: string;
  }
>;

/**
 * POST /sites/:site/desk/webhook { url } (empty: none) and POST /sites/:site/desk/webhook/rotate { overlapHours } → 200.
 * `secret` is told once, when it was made.
 */
export interface WebhookChanged {
  webhook: SiteSettingsView['webhook'];
  secret: string | null;
}

/** What one check of the desk found. */
export interface CheckView {
  key: string;
  /** What it proves, in the reader's language. */
  says: string;
  violations: number;
  /** Some of them. */
  examples: { subject: string; facts: Record<string, unknown> }[];
}

/** What the desk found when it last examined itself. */
export interface ExaminationView {
  at: string;
  ageSeconds: number;
  durationMs: number;
  /** Null: it could not be finished, or is too old to tell. */
  balanced: boolean | null;
  /** Whether every record was looked at, old ones too. */
  complete: boolean;
  /** Why it could not be finished. */
  failure: string | null;
  accepted: number | null;
  states: Record<string, number> | null;
  comments: number | null;
  checks: CheckView[];
}

/** GET /doctor; POST /doctor asks for an examination of every record and answers 202 with the same. */
export interface DoctorView {
  /** Null before the first. */
  last: ExaminationView | null;
  /** An examination was asked for and did not begin yet: no worker got to it. */
  asked: { at: string; by: string } | null;
}
