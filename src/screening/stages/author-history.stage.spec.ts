import fc from 'fast-check';
import { aContext } from '../../../test/support/a.js';
import type { SignalOf } from '../../domain/signal.js';
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

  it('tells the reputation of the author with its parts', async () => {
    const record = { approvedWeight: 2, rejectedWeight: 0.5, knownDays: 41 };
    expect(await authorHistoryStage.run(aContext({ record }))).toMatchObject([
      { evidence: { ...record, reputation: 0.6667 } },
    ]);
  });

  it('gives a reputation between 0 and 1 that rises with approvals, falls with rejections and fades to one half', () => {
    const weight = fc.double({ min: 0, max: 1_000, noNaN: true });
    const more = fc.double({ min: 0.01, max: 10, noNaN: true });
    const of = (approvedWeight: number, rejectedWeight: number) => {
      const found = authorHistoryStage.run(
        aContext({ record: { approvedWeight, rejectedWeight, knownDays: 0 } }),
      ) as [SignalOf<'author-history'>];
      return found[0].evidence.reputation ?? NaN;
    };
    expect(of(1, 0)).toBeGreaterThan(of(0, 0));
    expect(of(0, 1)).toBeLessThan(of(0, 0));
    fc.assert(
      fc.property(weight, weight, more, (approved, rejected, added) => {
        const value = of(approved, rejected);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(1);
        expect(of(approved + added, rejected)).toBeGreaterThanOrEqual(value);
        expect(of(approved, rejected + added)).toBeLessThanOrEqual(value);
        const faded = Math.abs(of(approved / 2, rejected / 2) - 0.5);
        expect(faded).toBeLessThanOrEqual(Math.abs(value - 0.5) + 0.0001);
      }),
    );
  });

  it('is undecided about a newcomer, falls with approvals and rises with rejections', async () => {
    expect(await scoreOf(0, 0)).toBe(0.5);
    expect(await scoreOf(8, 0)).toBeLessThan(await scoreOf(2, 0));
    expect(await scoreOf(2, 4)).toBeGreaterThan(await scoreOf(2, 1));
  });
});
