import type { Stage } from '../pipeline/stage.js';

/** What became of the author before; an author without name or e-mail has no history (WordPress 6.8). */
export const authorHistoryStage: Stage = {
  name: 'author-history',
  gives: ['author-history'],
  run({ approvedBefore, rejectedBefore, record, policy }) {
    const { approvedWeight, rejectedWeight, knownDays } = record;
    const evidence = {
      approved: approvedBefore,
      rejected: rejectedBefore,
      days: policy.rejections.days,
      // Mean of Beta(1 + approved, 1 + rejected): begins with one half (Laplace).
      reputation: rounded((1 + approvedWeight) / (2 + approvedWeight + rejectedWeight)),
      approvedWeight: rounded(approvedWeight),
      rejectedWeight: rounded(rejectedWeight),
      knownDays,
    };
    const score = (1 + rejectedBefore) / (2 + rejectedBefore + approvedBefore);
    return [{ kind: 'author-history', score, evidence }];
  },
};

/** To four places: a weight that sinks with each second is no more exact than that. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
