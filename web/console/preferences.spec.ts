import { localeFor } from './preferences.js';

describe('locale', () => {
  it.each([
    [['ja-JP', 'en'], 'ja'],
    [['en-GB', 'ja'], 'en'],
    [['de', 'ja', 'en'], 'ja'],
    [['JA'], 'ja'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (tags, locale) => {
    expect(localeFor(tags)).toBe(locale);
  });
});
