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
    approvedBefore: 2,
    rejectedBefore: 0,
    sameText: 0,
    sameNetwork: 0,
    ...rest,
  };
}
