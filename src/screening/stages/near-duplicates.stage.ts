import type { Stage } from '../pipeline/stage.js';

/** Nearly the same text by others: what raids send is changed by a word, a link or its punctuation. */
export const nearDuplicatesStage: Stage = {
  name: 'near-duplicates',
  gives: ['near-duplicates'],
  run({ nearDuplicates, policy: { near_duplicates: limit } }) {
    const { same, similar } = nearDuplicates;
    const score = same > 0 ? 1 : similar / (similar + 1);
    return [{ kind: 'near-duplicates', score, evidence: { ...nearDuplicates, hours: limit.hours } }];
  },
};
