import { CircuitState } from 'cockatiel';
import { ShareBreaker } from './share-breaker.js';

const LIMITS = { share: 0.5, calls: 10, windowMs: 30_000 };

/** A breaker at a time that the test moves. */
function breaker() {
  let now = 0;
  const made = new ShareBreaker(LIMITS, () => now);
  return {
    fail: (state = CircuitState.Closed) => made.failure(state),
    succeed: (state = CircuitState.Closed) => made.success(state),
    pass: (ms: number) => (now += ms),
  };
}

const times = (count: number, work: () => unknown) => Array.from({ length: count }, work);

describe('ShareBreaker', () => {
  it('opens at the tenth call when half of ten failed, not before', () => {
    const { fail, succeed } = breaker();
    times(5, () => succeed());
    expect(times(5, () => fail())).toEqual([false, false, false, false, true]);
  });

  it('stays closed below the share, and below ten calls', () => {
    const { fail, succeed } = breaker();
    expect(times(9, () => fail())).not.toContain(true);
    times(10, () => succeed());
    expect(fail()).toBe(true);
    const other = breaker();
    times(12, () => other.succeed());
    expect(times(9, () => other.fail())).not.toContain(true);
  });

  it('forgets what is older than its window, calls or no calls', () => {
    const { fail, pass } = breaker();
    times(9, () => fail());
    pass(LIMITS.windowMs);
    expect(fail()).toBe(false);
  });

  it('opens again at once when the try after a pause fails, and begins anew when it goes well', () => {
    const { fail, succeed } = breaker();
    times(10, () => fail());
    expect(fail(CircuitState.HalfOpen)).toBe(true);
    succeed(CircuitState.HalfOpen);
    expect(times(8, () => fail())).not.toContain(true);
  });
});
