import type { Stage } from '../pipeline/stage.js';

/** What became of the author before; an author without name or e-mail has no history (WordPress 6.8). */
export const authorHistoryStage: Stage = {
  name: 'author-history',
  gives: ['author-history'],
  run({ approvedBefore, rejectedBefore, policy }) {
    const evidence = {
      approved: approvedBefore,
      rejected: rejectedBefore,
      days: policy.rejections.days,
    };
    const score = (1 + rejectedBefore) / (2 + rejectedBefore + approvedBefore);
    return [{ kind: 'author-history', score, evidence }];
  },
};
