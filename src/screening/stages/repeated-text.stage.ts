import type { Stage } from '../pipeline/stage.js';

/** The same text sent elsewhere on the site, or by others. */
export const repeatedTextStage: Stage = {
  name: 'repeated-text',
  gives: ['repeated-text'],
  run({ sameText }) {
    return [{ kind: 'repeated-text', score: sameText > 0 ? 1 : 0, evidence: { count: sameText } }];
  },
};
