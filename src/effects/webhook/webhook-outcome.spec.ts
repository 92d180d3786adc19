import { outcomeOfError, outcomeOfStatus } from './webhook-outcome.js';

const at = new Date('2026-03-01T12:00:00Z');

describe('outcomeOfStatus', () => {
  it.each([200, 201, 202, 204, 299])('takes %d as received', (status) =>
    expect(outcomeOfStatus(status, undefined, at)).toEqual({ kind: 'done' }),
  );

  it('gives up when the receiver is gone for good', () => {
    expect(outcomeOfStatus(410, '10', at)).toEqual({ kind: 'dead', error: 'the receiver answered 410' });
  });

  it.each([300, 301, 302, 307, 308, 400, 401, 404, 408, 413, 429, 500, 502, 503, 504])(
    'tries again after %d',
    (status) =>
      expect(outcomeOfStatus(status, undefined, at)).toEqual({
        kind: 'retry',
        error: `the receiver answered ${status}`,
      }),
  );

  it.each([
    ['120', 120],
    ['0', 0],
    ['Sun, 01 Mar 2026 12:02:00 GMT', 120],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ])('reads Retry-After: %s as %d seconds', (header, afterSeconds) =>
    expect(outcomeOfStatus(429, header, at)).toMatchObject({ kind: 'retry', afterSeconds }),
  );

  it.each([['soon'], ['-5x'], [''], [['1', '2']]])('does not mind Retry-After: %p', (header) =>
    expect(outcomeOfStatus(503, header, at)).not.toHaveProperty('afterSeconds'),
  );
});

describe('outcomeOfError', () => {
  it('says what went wrong, in few words', () => {
    expect(outcomeOfError(new Error('connect ECONNREFUSED'))).toEqual({
      kind: 'retry',
      error: 'not delivered: connect ECONNREFUSED',
    });
    const { error } = outcomeOfError(new Error('x'.repeat(10_000))) as { error: string };
    expect(error.length).toBeLessThan(400);
  });
});
