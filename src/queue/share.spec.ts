import fc from 'fast-check';
import { restAfter } from './share.js';

it('rests so long that the work has exactly its share of the time', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 60_000, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
      (work, percent) => {
        const rest = restAfter(work, percent);
        expect(rest).toBeGreaterThanOrEqual(0);
        expect(work).toBeCloseTo(((work + rest) * percent) / 100, 5);
      },
    ),
  );
});

it.each([
  [200, 25, 600],
  [200, 100, 0],
  [1, 1, 99],
])('%i ms of work at %i percent rest %i ms', (work, percent, rest) => {
  expect(restAfter(work, percent)).toBe(rest);
});
