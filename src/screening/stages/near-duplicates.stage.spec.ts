import { aContext } from '../../../test/support/a.js';
import { nearDuplicatesStage } from './near-duplicates.stage.js';

const NONE = { same: 0, similar: 0, authors: 0, networks: 0, ids: [] };

describe('near duplicates', () => {
  it.each([
    [NONE, 0],
    [{ ...NONE, similar: 1 }, 0.5],
    [{ ...NONE, same: 1 }, 1],
  ])('%j score %d', async (nearDuplicates, score) => {
    const context = aContext({ nearDuplicates, policy: { near_duplicates: { count: 3, hours: 6 } } });
    expect(await nearDuplicatesStage.run(context)).toEqual([
      { kind: 'near-duplicates', score, evidence: { ...nearDuplicates, hours: 6 } },
    ]);
  });
});
