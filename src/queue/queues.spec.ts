import { workerLock } from './queues.js';

describe('workerLock', () => {
  it('is in whole milliseconds for every setting, which Redis insists on', () => {
    const times = Array.from({ length: 300 }, (_, n) => workerLock(n + 1));
    expect(
      times.filter(
        ({ lockDuration, stalledInterval }) =>
          !Number.isInteger(lockDuration) || !Number.isInteger(stalledInterval),
      ),
    ).toEqual([]);
  });

  it('looks for the jobs of dead workers three times in a lock', () => {
    expect(workerLock(15)).toEqual({ lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 5 });
  });
});
