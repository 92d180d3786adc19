import fc from 'fast-check';
import { wilson } from './wilson.js';

describe("Wilson's interval", () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is %d to %d', (hits, of, low, high) => {
    const rate = wilson(hits, of);
    expect(rate?.low).toBeCloseTo(low, 4);
    expect(rate?.high).toBeCloseTo(high, 4);
  });

  it('says nothing without a case', () => {
    expect(wilson(0, 0)).toBeNull();
  });

  it('holds the share, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (hits, misses) => {
        const rate = wilson(hits, hits + misses);
        if (rate === null) return;
        expect(rate.low).toBeGreaterThanOrEqual(0);
        expect(rate.low).toBeLessThanOrEqual(rate.value + 1e-12);
        expect(rate.high).toBeGreaterThanOrEqual(rate.value - 1e-12);
        expect(rate.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});
