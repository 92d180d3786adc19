import type { Stage } from '../pipeline/stage.js';

/** So many others of an author within the minutes score one half. */
const MANY = 10;

/** How much came lately by the author and on the thread; what is much, the policy's rules say. */
export const ratesStage: Stage = {
  name: 'rates',
  gives: ['rates'],
  run({ recent: { author, thread }, policy: { rates } }) {
    const evidence = { author, thread, minutes: rates.minutes };
    return [{ kind: 'rates', score: author / (author + MANY), evidence }];
  },
};
