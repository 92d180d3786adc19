import { dayName, durationOf, numberOf, percentOf } from './numbers.js';

describe('numbers', () => {
  it.each([
    [0.4, '0.4 sec', '0.4 秒'],
    [45, '45 sec', '45 秒'],
    [600, '10 min', '10 分'],
    [5_400, '1.5 hr', '1.5 時間'],
    [86_400 * 3, '3 days', '3 日'],
  ])('%d seconds are %s, %s', (seconds, en, ja) => {
    expect(durationOf(seconds, 'en')).toBe(en);
    expect(durationOf(seconds, 'ja')).toBe(ja);
  });

  it('shares, counts and days are written as in the language', () => {
    expect(percentOf(0.1234, 'en')).toBe('12.3%');
    expect(numberOf(12_345.6, 'en', 1)).toBe('12,345.6');
    expect(dayName('2026-11-03', 'ja')).toBe('11/3');
  });
});
