import { retryWait } from './retry-wait.js';

const waits = [10, 60, 300];

describe('retryWait', () => {
  it('waits longer from try to try, and ends after the last', () => {
    expect([0, 1, 2, 3].map((attempts) => retryWait({ attempts, waits }, 0))).toEqual([
      10,
      60,
      300,
      undefined,
    ]);
  });

  it('adds up to a quarter by chance', () => {
    expect(retryWait({ attempts: 1, waits }, 0.999_999)).toBeCloseTo(75, 3);
  });

  it('waits as long as the receiver asks for, at most a day, and never less than by itself', () => {
    expect(retryWait({ attempts: 0, waits, asked: 120 }, 0)).toBe(120);
    expect(retryWait({ attempts: 0, waits, asked: 10_000_000 }, 0)).toBe(86_400);
    expect(retryWait({ attempts: 2, waits, asked: 1 }, 0)).toBe(300);
  });

  it('does not try again because the receiver asks for it', () => {
    expect(retryWait({ attempts: 3, waits, asked: 5 }, 0)).toBeUndefined();
  });
});
