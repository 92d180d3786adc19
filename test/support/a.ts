import { type Policy, policySchema } from '../../src/domain/policy.js';
import type { ScreenedText, ScreeningContext } from '../../src/screening/pipeline/stage.js';

/** What a unit test may say of a context. */
export interface ContextWish extends Partial<Omit<ScreeningContext, 'submission' | 'policy'>> {
  submission?: Partial<ScreenedText>;
  policy?: Partial<Policy>;
}

/** The context of a harmless comment by an author with two approved ones, under the starting policy. */
export function aContext({ submission, policy, ...rest }: ContextWish = {}): ScreeningContext {
  return {
    submission: {
      body: 'A thoughtful remark.',
      authorName: 'Aiko',
      authorEmail: 'aiko@example.org',
      authorUrl: 'https://aiko.example/',
      userAgent: 'Mozilla/5.0',
      address: '192.0.2.7',
      ...submission,
    },
    policy: policySchema.parse({ ...policy }),
    thread: { closed: false, hidden: false },
    pageLanguage: 'en',
    approvedBefore: 2,
    rejectedBefore: 0,
    sameText: 0,
    nearDuplicates: { same: 0, similar: 0, authors: 0, networks: 0, ids: [] },
    sameNetwork: 0,
    recent: { author: 0, thread: 0 },
    linkedDomains: [],
    threadRecord: { days: 0, comments: 0, settled: 0, flagged: 0 },
    record: { approvedWeight: 0, rejectedWeight: 0, knownDays: 0 },
    ...rest,
  };
}
