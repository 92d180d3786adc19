import type fc from 'fast-check';

/** `FC_RUNS` multiplies nothing and replaces all: so many runs of each property. `FC_SEED` replays what a failure printed. */
export function runs(usual: number): Pick<fc.Parameters<unknown>, 'numRuns' | 'seed' | 'endOnFailure'> {
  const { FC_RUNS, FC_SEED } = process.env;
  return {
    numRuns: FC_RUNS === undefined ? usual : Number(FC_RUNS),
    ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
  };
}

/** Milliseconds that so many runs may take. */
export function timeFor(usual: number, secondsEach: number): number {
  return (runs(usual).numRuns ?? usual) * secondsEach * 1_000 + 60_000;
}
