import type { MeasureKind } from './measure-kind.js';
import type { SwitchName } from './panic-switch.entity.js';

/** The fields of a submission that words are looked for in. */
export const WORD_FIELDS = ['text', 'name', 'email', 'url', 'userAgent', 'address'] as const;

/** A field of a submission that words are looked for in. */
export type WordField = (typeof WORD_FIELDS)[number];

/** Part of a field as sent, in UTF-16 code units, end exclusive. */
export interface Span {
  field: WordField;
  start: number;
  end: number;
}

/** How a listed word was seen: as it stands, between other characters, by look-alikes and leet, by blanked letters. */
export const SEEN_AS = ['text', 'spread', 'lookalike', 'blanked'] as const;

/** How a listed word was seen. */
export type SeenAs = (typeof SEEN_AS)[number];

/** A listed word and where it was found. */
export interface WordHit {
  word: string;
  /** Absent in verdicts of versions that knew only `text`. */
  seenAs?: SeenAs;
  span: Span;
}

/** A term of a policy's list and where it was found. */
export interface ListHit {
  list: string;
  term: string;
  seenAs: SeenAs;
  span: Span;
}

/** A pattern of a policy and where it matched. */
export interface PatternHit {
  pattern: string;
  span: Span;
}

/** What is odd about the look of a text. */
export const ODDITIES = [
  'bidi',
  'hidden-characters',
  'invisible',
  'letters-apart',
  'letters-blanked',
  'mixed-alphabets',
  'mixed-kana',
  'pictures',
  'repetition',
  'shouting',
  'stacked-marks',
] as const;

/** What is odd about the look of a text. */
export type Oddity = (typeof ODDITIES)[number];

/** What a text looks like. Shares are from 0 to 1. */
export interface Shape {
  /** Code points. */
  characters: number;
  /** Share of upper case among letters that have a case. */
  uppercase: number;
  /** Emoji and other pictographs. */
  pictures: number;
  /** Most combining marks in a row. */
  marks: number;
  /** Share of characters that no reader sees. */
  invisible: number;
  /** Share of runs of four characters that were there before. */
  repeated: number;
  oddities: Oddity[];
  /** Where a text is other than it looks; of the view that was read. */
  spans: { start: number; end: number }[];
}

/** Writing systems that are told apart; all others are `other`. */
export const SCRIPTS = ['latin', 'kana', 'han', 'hangul', 'cyrillic', 'arabic', 'other'] as const;

/** A writing system. */
export type Script = (typeof SCRIPTS)[number];

/** What letters tell about the language of a text; `none`: too short, or no letters. */
export const TEXT_LANGUAGES = ['en', 'ja', 'other', 'none'] as const;

/** What letters tell about the language of a text. */
export type TextLanguage = (typeof TEXT_LANGUAGES)[number];

/** Other submissions whose text is nearly the same; 50 are looked at, those with most in common. */
export interface NearDuplicates {
  /** At least 0.8 of the parts of both texts together are in both (screening/text/minhash.ts). */
  same: number;
  /** At least 0.5 of them, and less than 0.8. */
  similar: number;
  /** Different authors of all these, by their e-mail; by their name where there is none. */
  authors: number;
  /** Different networks (/24 or /48) that they came from, as far as known. */
  networks: number;
  /** Submissions, those most alike first; 20 at most. */
  ids: string[];
}

/**
 * How an author's submissions were judged, the older the less: what was settled 90 days ago counts one half. Moves between
 * hold and approve, and never rejects.
 */
export interface Reputation {
  /** Expected share of approvals from 0 to 1, from a Beta distribution that begins at one half for a newcomer. */
  reputation: number;
  /** Approved ones of the same name and e-mail, each by its age. */
  approvedWeight: number;
  /** Rejected ones of the same e-mail, each by its age. */
  rejectedWeight: number;
  /** Whole days since the first submission of the same e-mail. */
  knownDays: number;
}

/** The outside services there are; which of them a site uses is in its policy. */
export const PROVIDER_IDS = ['moderation', 'chat', 'akismet', 'webhook'] as const;

/** An outside service. */
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** What services may say of a text. The desk's own words: each adapter translates into them. */
export const PROVIDER_LABELS = [
  'spam',
  'abuse',
  'hate',
  'sexual',
  'violence',
  'self-harm',
  'illegal',
  'other',
] as const;

/** What a service may say of a text. */
export type ProviderLabel = (typeof PROVIDER_LABELS)[number];

/** What a service may be told of a submission. */
export const PROVIDER_FIELDS = ['text', 'language', 'title', 'email', 'network'] as const;

/** What a service may be told of a submission. */
export type ProviderField = (typeof PROVIDER_FIELDS)[number];

/** How a call ended. All but `ok` means: unknown. */
export type ProviderStatus = 'ok' | 'timeout' | 'error' | 'invalid' | 'breaker_open' | 'skipped';

/** One call of an outside service. */
export interface ProviderCall {
  id: ProviderId;
  status: ProviderStatus;
  /** Why it is not `ok`, for people who run the desk; never holds a key. */
  reason?: string;
  /** As the service names it; null when it did not say. */
  model: string | null;
  /** From 0 to 1, only those that the service spoke of. */
  labels: Partial<Record<ProviderLabel, number>>;
  /** The part of the site's rules that the service names. */
  clause?: string;
  /** What it was told, so that an author who asks can be told too (GDPR, article 15). */
  sent: ProviderField[];
  ms: number;
}

/** Every kind of signal with its evidence. The only list: stages, rules, sentences and the console follow it. */
export interface Evidence {
  /** Links that readers would see (domain/find-links.ts). */
  links: {
    count: number;
    spans: Span[];
    /** Registrable domains (Public Suffix List), in punycode, each once. Absent in verdicts of earlier versions, as what follows. */
    domains?: string[];
    /** Links made to be taken for others. */
    disguised?: number;
    /** Links right behind Japanese text. */
    glued?: number;
    /** Links written as forums do: [url=…]. */
    bbcode?: number;
    /** Links to hosts that are written with other letters than a to z (punycode). */
    international?: number;
    /** Links to hosts that mix writing systems in one word. */
    mixed?: number;
    /** Links to hosts that look like a domain which the policy trusts, and are not it. */
    imitating?: number;
  };
  'moderation-words': { hits: WordHit[] };
  'disallowed-words': { hits: WordHit[] };
  /** Earlier approved of the same name and e-mail; `rejected` counts by e-mail alone, within the policy's days. */
  'author-history': { approved: number; rejected: number; days: number } & Partial<Reputation>;
  /** Other submissions of the site with the same folded text, of any state. */
  'repeated-text': { count: number };
  /** Other submissions within so many hours whose text is nearly the same; exactly the same ones are among them. */
  'near-duplicates': NearDuplicates & { hours: number };
  /** Submissions from the same /24 or /48 within the policy's minutes before this one. */
  'network-rate': { count: number; budget: number; minutes: number };
  /** Other submissions within so many minutes before this one: of the same e-mail, counted up to 1,000, and on the same thread, up to 300. */
  rates: { author: number; thread: number; minutes: number };
  'thread-state': {
    closed: boolean;
    /** Whole days since the desk knows the page. Absent in verdicts of earlier versions, as what follows. */
    days?: number;
    /** Its public comments, counted up to 1,000. */
    comments?: number;
    /** Other submissions on it that were settled, of the newest 300 within the minutes of the policy's thread_brake. */
    settled?: number;
    /** Of these, those rejected, or held for what they say. */
    flagged?: number;
  };
  /** What the site knows of the domains that the text links to; those that the policy trusts are left out. */
  'link-history': {
    /** Domains to which no other submission links that is approved. */
    fresh: number;
    /** The first of these. */
    domains: string[];
    /** Most other submissions that link to one of the domains, within so many minutes before this one; up to 1,000. */
    recent: number;
    minutes: number;
  };
  /** Terms of the policy's lists. */
  'listed-terms': { hits: ListHit[] };
  /** Patterns of the policy. */
  patterns: { hits: PatternHit[] };
  shape: Omit<Shape, 'spans'> & { spans: Span[] };
  /** Panic switches that were on (domain/panic-switch.entity.ts). */
  switches: { on: SwitchName[] };
  /** Guards that people armed against what is much like another submission (domain/raid-guard.entity.ts). */
  'raid-guard': { guards: string[] };
  /** What people laid upon the author (domain/author-measure.entity.ts). */
  'author-measure': { measures: { id: string; kind: MeasureKind }[] };
  /** Rules of the policy that may do less than it says, by their ids (domain/rule-brake.entity.ts). */
  'rule-limits': {
    /** Those that acted as often today as they may. */
    spent: string[];
    /** Those that a count, or a person, stopped. */
    braked: string[];
  };
  /** What the author's e-mail address says by itself. */
  'mail-address': {
    /** None was given, or none that mail could reach. */
    missing: boolean;
    /** Of a service that gives anybody a mailbox for minutes. */
    disposable: boolean;
    /** A tag after `+`. */
    tagged: boolean;
    /** A plainer address reaches the same mailbox. */
    alias: boolean;
  };
  /** In which writing systems and language the text is, by its letters (screening/text/scripts.ts). */
  language: {
    /** Share of the letters, from 0 to 1. */
    shares: Record<Script, number>;
    script: Script | 'none';
    language: TextLanguage;
    /** Language of the page; absent where it is not known, and so is `fits`. */
    page?: 'en' | 'ja';
    /** Whether the text is in it; what is `none` fits every page. */
    fits?: boolean;
  };
  /** Places that read like orders to a language model. */
  'prompt-like': { spans: Span[] };
  /** Outside services that the policy uses, in their order. */
  provider: { calls: ProviderCall[] };
  /** A stage threw or ran out of time: what it would have seen is unknown. */
  'stage-failed': { stage: string; message: string };
  /** The job failed as often as it may. */
  'screening-failed': { tries: number; message: string };
  /** No worker got to it in time. */
  'screening-overdue': { seconds: number };
}

/** A kind of signal. */
export type SignalKind = keyof Evidence;

/** One observation: `score` from 0 (nothing seen) to 1. */
export type Signal = {
  [Kind in SignalKind]: { kind: Kind; score: number; evidence: Evidence[Kind] };
}[SignalKind];

/** The signal of one kind. */
export type SignalOf<Kind extends SignalKind> = Extract<Signal, { kind: Kind }>;

/** The first signal of a kind, or undefined. */
export function findSignal<Kind extends SignalKind>(
  signals: readonly Signal[],
  kind: Kind,
): SignalOf<Kind> | undefined {
  return signals.find((signal): signal is SignalOf<Kind> => signal.kind === kind);
}

/** Places that a signal points at. */
export function spansOfSignal({ evidence }: Signal): Span[] {
  if ('spans' in evidence) return evidence.spans;
  return 'hits' in evidence ? evidence.hits.map(({ span }) => span) : [];
}
