import { onceAMinute, reasonOf } from './once-a-minute.js';

describe('onceAMinute', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('says the first at once, then at most one a minute and how many it left unsaid', () => {
    const lines: string[] = [];
    const warn = onceAMinute((line) => lines.push(line));
    for (let second = 0; second < 130; second++) {
      warn(`away at ${second}`);
      jest.advanceTimersByTime(1_000);
    }
    expect(lines).toEqual([
      'away at 0',
      'away at 60 (and 59 times more in the last minute)',
      'away at 120 (and 59 times more in the last minute)',
    ]);
  });
});

describe('reasonOf', () => {
  it.each([
    [new Error('boom'), 'boom'],
    [new AggregateError([new Error('connect ECONNREFUSED'), new Error('x')]), 'connect ECONNREFUSED'],
    [new TypeError(''), 'TypeError'],
    ['text', 'text'],
  ])('%p is %s', (error, reason) => expect(reasonOf(error)).toBe(reason));
});
