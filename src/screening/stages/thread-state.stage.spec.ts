import { aContext } from '../../../test/support/a.js';
import { threadStateStage } from './thread-state.stage.js';

describe('thread state', () => {
  it.each([
    [{ closed: false, hidden: false }, false],
    [{ closed: true, hidden: false }, true],
    [{ closed: false, hidden: true }, true],
  ])('%j counts as closed: %s', async (thread, closed) => {
    expect(await threadStateStage.run(aContext({ thread }))).toMatchObject([
      { kind: 'thread-state', score: closed ? 1 : 0, evidence: { closed } },
    ]);
  });

  it('tells how old the page is and how many comments it has', async () => {
    const threadRecord = { days: 400, comments: 12, settled: 3, flagged: 1 };
    expect(await threadStateStage.run(aContext({ threadRecord }))).toEqual([
      {
        kind: 'thread-state',
        score: 0,
        evidence: { closed: false, days: 400, comments: 12, settled: 3, flagged: 1 },
      },
    ]);
  });
});
