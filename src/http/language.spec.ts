import { negotiateLanguage } from './language.js';

const both = { locale: 'en' as const, locales: ['en', 'ja'] as const };
const japanese = { locale: 'ja' as const, locales: ['ja'] as const };

describe('language of a page', () => {
  it.each([
    [both, 'ja', 'ja'],
    [both, 'ja-JP,ja;q=0.9,en;q=0.1', 'ja'],
    [both, 'fr', 'en'],
    [both, 'en;q=0, ja', 'ja'],
    [both, undefined, 'en'],
    [both, '*', 'en'],
    [japanese, 'en-US,en', 'ja'],
    [japanese, 'not a header;;;', 'ja'],
  ])('%j asked for %s is %s', (site, header, language) =>
    expect(negotiateLanguage(site, header)).toBe(language),
  );
});
