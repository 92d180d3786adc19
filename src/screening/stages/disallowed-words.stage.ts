import type { Stage } from '../pipeline/stage.js';
import { findWords } from '../text/find-words.js';

/** Words that reject (WordPress: disallowed_keys). */
export const disallowedWordsStage: Stage = {
  name: 'disallowed-words',
  gives: ['disallowed-words'],
  run({ submission, policy }) {
    const hits = findWords(submission, policy.disallowed_words);
    return [{ kind: 'disallowed-words', score: hits.length > 0 ? 1 : 0, evidence: { hits } }];
  },
};
