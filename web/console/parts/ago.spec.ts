import { agoOf } from './ago.js';

const now = Date.parse('2026-03-10T12:00:00Z');

describe('ago', () => {
  it.each([
    ['2026-03-10T11:59:30Z', 'now', '今'],
    ['2026-03-10T11:57:10Z', '2 min. ago', '2 分前'],
    ['2026-03-10T09:00:00Z', '3 hr. ago', '3 時間前'],
    ['2026-03-09T11:00:00Z', 'yesterday', '昨日'],
    ['2026-03-05T12:00:00Z', '5 days ago', '5 日前'],
    ['2026-02-01T12:00:00Z', 'Feb 1, 2026', '2026/02/01'],
  ])('%s is %s, %s', (at, en, ja) => {
    expect(agoOf(at, now, 'en')).toBe(en);
    expect(agoOf(at, now, 'ja')).toBe(ja);
  });

  it('a clock that runs ahead says now, not the future', () => {
    expect(agoOf('2026-03-10T12:05:00Z', now, 'en')).toBe('now');
  });
});
