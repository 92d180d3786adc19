import { aContext } from '../../../test/support/a.js';
import { networkRateStage } from './network-rate.stage.js';

const signalOf = async (sameNetwork: number, submissions: number) => {
  const policy = { network_budget: { submissions, minutes: 10 } };
  const [signal] = await networkRateStage.run(aContext({ sameNetwork, policy }));
  return signal;
};

describe('network rate', () => {
  it('tells the count, the budget and the minutes', async () => {
    expect(await signalOf(5, 20)).toEqual({
      kind: 'network-rate',
      score: 0.25,
      evidence: { count: 5, budget: 20, minutes: 10 },
    });
  });

  it('is never above 1, and nothing where the budget is off', async () => {
    expect((await signalOf(500, 20))?.score).toBe(1);
    expect((await signalOf(500, 0))?.score).toBe(0);
  });
});
