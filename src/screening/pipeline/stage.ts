import type { Policy } from '../../domain/policy.js';
import type { NearDuplicates, Signal, SignalKind } from '../../domain/signal.js';

/** The submission as stages see it. */
export interface ScreenedText {
  body: string;
  authorName: string;
  authorEmail: string;
  authorUrl: string;
  userAgent: string;
  /** Network address in clear; null when it was not known or is already forgotten. */
  address: string | null;
}

/** What a site knows of a domain that a submission links to. */
export interface LinkedDomain {
  /** Registrable, in punycode. */
  domain: string;
  /** Whether another submission that links to it is approved. */
  approved: boolean;
  /** Other submissions that link to it within the policy's minutes before this one. */
  recent: number;
}

/** Everything stages may need, loaded beforehand: stages ask nobody. */
export interface ScreeningContext {
  submission: ScreenedText;
  policy: Policy;
  thread: { closed: boolean; hidden: boolean };
  /** Language of the page; null when it is not known. */
  pageLanguage: 'en' | 'ja' | null;
  /** Other submissions of the site by the same name and e-mail; 0 when either is empty. */
  approvedBefore: number;
  /** Rejections of the same e-mail within the policy's days; 0 when it is empty. */
  rejectedBefore: number;
  /** Other submissions of the site with the same folded text, of any state. */
  sameText: number;
  /** Other submissions within the policy's hours whose text is nearly the same. */
  nearDuplicates: NearDuplicates;
  /** Earlier submissions from the same /24 or /48 within the policy's minutes. */
  sameNetwork: number;
  /** Other submissions within the policy's minutes before this one. */
  recent: { author: number; thread: number };
  /** Every domain that the text links to. */
  linkedDomains: readonly LinkedDomain[];
  /**
   * The thread by the time of the submission: whole days that it is there, its public comments, up to 1,000, and what
   * became of other submissions within the minutes of the policy's thread_brake, of the newest 300.
   */
  threadRecord: { days: number; comments: number; settled: number; flagged: number };
  /** Earlier submissions of the author, settled ones each by its age: 1 now, one half after 90 days. */
  record: { approvedWeight: number; rejectedWeight: number; knownDays: number };
}

/** Looks at a submission and says what it sees, good or bad; decides nothing. */
export interface Stage {
  name: string;
  /** The signals it gives each time. One that is missing keeps the machine from approving. */
  gives: readonly SignalKind[];
  run(context: ScreeningContext): Signal[] | Promise<Signal[]>;
}
