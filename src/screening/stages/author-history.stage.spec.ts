import { aContext } from '../../../test/support/a.js';
import { authorHistoryStage } from './author-history.stage.js';

const scoreOf = async (approvedBefore: number, rejectedBefore: number) => {
  const [signal] = await authorHistoryStage.run(aContext({ approvedBefore, rejectedBefore }));
  return signal?.score ?? NaN;
};

describe('author history', () => {
  it('tells what became of the author before, and in how many days', async () => {
    const context = aContext({ approvedBefore: 3, rejectedBefore: 1 });
    expect(await authorHistoryStage.run(context)).toMatchObject([
      {
        kind: 'author-history',
        evidence: { approved: 3, rejected: 1, days: context.policy.rejections.days },
      },
    ]);
  });

  it('is undecided about a newcomer, falls with approvals and rises with rejections', async () => {
    expect(await scoreOf(0, 0)).toBe(0.5);
    expect(await scoreOf(8, 0)).toBeLessThan(await scoreOf(2, 0));
    expect(await scoreOf(2, 4)).toBeGreaterThan(await scoreOf(2, 1));
  });
});
