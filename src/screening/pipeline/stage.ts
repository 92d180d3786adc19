import type { Policy } from '../../domain/policy.js';
import type { Signal, SignalKind } from '../../domain/signal.js';

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

/** Everything stages may need, loaded beforehand: stages ask nobody. */
export interface ScreeningContext {
  submission: ScreenedText;
  policy: Policy;
  thread: { closed: boolean; hidden: boolean };
  /** Other submissions of the site by the same name and e-mail; 0 when either is empty. */
  approvedBefore: number;
  /** Rejections of the same e-mail within the policy's days; 0 when it is empty. */
  rejectedBefore: number;
  /** Other submissions of the site with the same folded text, of any state. */
  sameText: number;
  /** Earlier submissions from the same /24 or /48 within the policy's minutes. */
  sameNetwork: number;
}

/** Looks at a submission and says what it sees, good or bad; decides nothing. */
export interface Stage {
  name: string;
  /** The signals it gives each time. One that is missing keeps the machine from approving. */
  gives: readonly SignalKind[];
  run(context: ScreeningContext): Signal[] | Promise<Signal[]>;
}
