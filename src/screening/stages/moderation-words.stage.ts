import type { Stage } from '../pipeline/stage.js';
import { findWords } from '../text/find-words.js';

/** Words that a person wants to see (WordPress: moderation_keys). */
export const moderationWordsStage: Stage = {
  name: 'moderation-words',
  gives: ['moderation-words'],
  run({ submission, policy }) {
    const hits = findWords(submission, policy.moderation_words);
    return [{ kind: 'moderation-words', score: hits.length > 0 ? 1 : 0, evidence: { hits } }];
  },
};
