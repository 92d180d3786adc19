import { fieldOf, timeOf } from './thread-times.js';

it('times come back from a field as they went in, to the minute', () => {
  expect(timeOf(fieldOf('2026-11-23T09:05:00.000Z'))).toBe('2026-11-23T09:05:00.000Z');
  expect([fieldOf(null), timeOf(''), timeOf('2026-13-45T99:00')]).toEqual(['', null, null]);
});
