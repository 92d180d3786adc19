import { aContext } from '../../../test/support/a.js';
import { repeatedTextStage } from './repeated-text.stage.js';

describe('repeated text', () => {
  it.each([
    [0, 0],
    [1, 1],
    [7, 1],
  ])('%i other submissions with the text score %i', async (sameText, score) => {
    expect(await repeatedTextStage.run(aContext({ sameText }))).toEqual([
      { kind: 'repeated-text', score, evidence: { count: sameText } },
    ]);
  });
});
