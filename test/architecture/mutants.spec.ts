import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/desk.js';

interface Mutant {
  file: string;
  find: string;
  replace: string;
}

it.each(['decide', 'intake-doors', 'intake-store', 'settle', 'sweeper'])(
  'the listed mutants of %s change what stands in their files, once',
  async (list) => {
    const { MUTANTS } = (await import(`../mutants/lists/${list}.mjs`)) as { MUTANTS: Mutant[] };
    const lost = MUTANTS.filter(
      ({ file, find, replace }) =>
        find === replace || readFileSync(join(ROOT, file), 'utf8').split(find).length !== 2,
    );
    expect(MUTANTS.length).toBeGreaterThan(0);
    expect(lost).toEqual([]);
  },
);
