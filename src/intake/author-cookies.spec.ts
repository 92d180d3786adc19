import { createHash } from 'node:crypto';
import { readerCookieNames } from '../http/reader-cookies.js';
import { authorCookieLines, authorCookies, type CookieWish } from './author-cookies.js';

const SITE = 'https://news.example';
const SUFFIX = createHash('md5').update(SITE).digest('hex');
const hash = (digit: string): string => digit.repeat(32);

const wish = (over: Partial<CookieWish> = {}): CookieWish => ({
  siteUrl: SITE,
  author: { name: '花子', email: 'hana@example.jp', url: '' },
  consent: true,
  receipt: { number: 5, hash: hash('a') },
  pending: undefined,
  ...over,
});

const valueOf = (over: Partial<CookieWish>, name: string): string | undefined =>
  authorCookies(wish(over)).find((cookie) => cookie.name === name)?.value;

describe('cookies of an accepted submission', () => {
  it('remember the author for a year with consent', () => {
    const cookies = authorCookies(wish());
    expect(cookies.map(({ name, value }) => [name, value])).toEqual([
      [`comment_author_${SUFFIX}`, '花子'],
      [`comment_author_email_${SUFFIX}`, 'hana@example.jp'],
      [`comment_author_url_${SUFFIX}`, ''],
      [`replydesk_pending_${SUFFIX}`, `5.${hash('a')}`],
    ]);
    expect(cookies.map(({ options }) => options)).toEqual([
      expect.objectContaining({ path: '/', maxAge: 31536000, secure: true, sameSite: 'lax' }),
      expect.objectContaining({ path: '/', maxAge: 31536000, secure: true, sameSite: 'lax' }),
      expect.objectContaining({ path: '/', maxAge: 31536000, secure: true, sameSite: 'lax' }),
      expect.objectContaining({ path: '/', maxAge: 31536000, secure: true, httpOnly: true, sameSite: 'lax' }),
    ]);
    expect(cookies[0]?.options.httpOnly).toBeUndefined();
  });

  it('are expired without consent', () => {
    for (const { value, options } of authorCookies(wish({ consent: false }))) {
      expect(value).toBe(' ');
      expect(options).toMatchObject({ path: '/', maxAge: 0, expires: new Date(0) });
    }
  });

  it('are the same lines for each submission without consent, and others for another site', () => {
    const serialize = (name: string, value: string) => `${name}=${value}`;
    const first = authorCookieLines(wish({ consent: false }), serialize);
    expect(
      authorCookieLines(wish({ consent: false, receipt: { number: 6, hash: hash('b') } }), serialize),
    ).toEqual(first);
    expect(authorCookieLines(wish({ consent: false, siteUrl: 'https://x.example' }), serialize)).not.toEqual(
      first,
    );
    expect(authorCookieLines(wish(), serialize)[0]).toContain('花子');
  });

  it('end with a year, not before it and not after', () => {
    const before = Date.now();
    const [cookie] = authorCookies(wish());
    const ends = cookie?.options.expires?.getTime() ?? 0;
    expect(ends - before).toBeGreaterThanOrEqual(31_536_000_000);
    expect(ends - before).toBeLessThan(31_536_000_000 + 60_000);
  });

  it('are made once for each site without consent, and each time with it', () => {
    let made = 0;
    const serialize = (name: string) => {
      made += 1;
      return `${name}${made}`;
    };
    const madeFor = (over: Partial<CookieWish>): number => {
      made = 0;
      authorCookieLines(wish(over), serialize);
      return made;
    };
    const siteUrl = 'https://once.example';
    expect(madeFor({ siteUrl, consent: true })).toBe(4);
    expect(madeFor({ siteUrl, consent: false })).toBe(4);
    expect(madeFor({ siteUrl, consent: false })).toBe(0);
    expect(madeFor({ siteUrl, consent: true })).toBe(4);
  });

  it('are kept for a hundred addresses at most, so that nobody fills the memory', () => {
    let made = 0;
    const serialize = (name: string) => {
      made += 1;
      return name;
    };
    const askedFor = (index: number) =>
      authorCookieLines(wish({ siteUrl: `https://${index}.example`, consent: false }), serialize);
    for (let index = 0; index < 101; index++) askedFor(index);
    askedFor(101);
    made = 0;
    askedFor(100);
    askedFor(101);
    expect(made).toBe(0);
    for (let index = 0; index < 101; index++) askedFor(index);
    expect(made).toBeGreaterThanOrEqual(4);
  });

  it('are not secure where the site is not', () => {
    expect(
      authorCookies(wish({ siteUrl: 'http://news.example' })).every(({ options }) => options.secure),
    ).toBe(false);
  });

  it('leave out a name that no browser would keep', () => {
    const name = '👨‍👩‍👧‍👦'.repeat(245);
    expect(valueOf({ author: { name, email: 'a@b.co', url: '' } }, `comment_author_${SUFFIX}`)).toBe(' ');
    for (const [length, kept] of [
      [3_800, true],
      [3_801, false],
    ] as const) {
      const author = { name: 'x'.repeat(length), email: 'a@b.co', url: '' };
      expect(valueOf({ author }, `comment_author_${SUFFIX}`) === author.name).toBe(kept);
    }
  });
});

describe('the list of own submissions', () => {
  const listed = (pending: string | undefined): string | undefined =>
    valueOf({ pending }, readerCookieNames(SITE).pending);

  it('has the newest first', () => {
    expect(listed(`4.${hash('b')}-3.${hash('c')}`)).toBe(`5.${hash('a')}-4.${hash('b')}-3.${hash('c')}`);
  });

  it('names a submission once', () => {
    expect(listed(`4.${hash('b')}-5.${hash('a')}`)).toBe(`5.${hash('a')}-4.${hash('b')}`);
  });

  it('forgets what is not of its form', () => {
    expect(
      listed(`x-4.${hash('b')}-6.${hash('d')}0-x7.${hash('d')}-4.zz-<b>-99999999999999999999.${hash('c')}-`),
    ).toBe(`5.${hash('a')}-4.${hash('b')}`);
  });

  it('has at most twenty', () => {
    const many = Array.from({ length: 40 }, (_, index) => `${100 + index}.${hash('b')}`).join('-');
    expect(listed(many)?.split('-')).toHaveLength(20);
  });
});
