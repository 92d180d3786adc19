import type { Stage } from '../pipeline/stage.js';

/** How much has come from the same network lately: a flood is held, never refused, so that no neighbour is locked out. */
export const networkRateStage: Stage = {
  name: 'network-rate',
  gives: ['network-rate'],
  run({ sameNetwork, policy: { network_budget: budget } }) {
    const score = budget.submissions === 0 ? 0 : Math.min(1, sameNetwork / budget.submissions);
    const evidence = { count: sameNetwork, budget: budget.submissions, minutes: budget.minutes };
    return [{ kind: 'network-rate', score, evidence }];
  },
};
