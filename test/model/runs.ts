import type fc from 'fast-check';

/**
 * So many runs of a property unless `FC_RUNS` says else. `FC_SEED` replays what a failure printed, and `FC_SHRINK=false`
 * ends at the first failure instead of looking for the smallest.
 */
export function runs(usual: number): Pick<fc.Parameters<unknown>, 'numRuns' | 'seed' | 'endOnFailure'> {
  const { FC_RUNS, FC_SEED, FC_SHRINK } = process.env;
  return {
    numRuns: FC_RUNS === undefined ? usual : Number(FC_RUNS),
    ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
    ...(FC_SHRINK === 'false' ? { endOnFailure: true } : {}),
  };
}

/** Milliseconds that so many runs may take. */
export function timeFor(usual: number, secondsEach: number): number {
  return (runs(usual).numRuns ?? usual) * secondsEach * 1_000 + 60_000;
}
