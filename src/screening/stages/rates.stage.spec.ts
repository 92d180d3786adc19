import { aContext } from '../../../test/support/a.js';
import { ratesStage } from './rates.stage.js';

describe('rates', () => {
  it.each([
    [0, 0],
    [10, 0.5],
  ])('tells %i others by the author with score %d, whatever came to the page', async (author, score) => {
    const context = aContext({ recent: { author, thread: 400 }, policy: { rates: { minutes: 5 } } });
    expect(await ratesStage.run(context)).toEqual([
      { kind: 'rates', score, evidence: { author, thread: 400, minutes: 5 } },
    ]);
  });
});
