import type { SerializeOptions } from '@fastify/cookie';
import { MAX_PENDING, readerCookieNames } from '../http/reader-cookies.js';

/** A cookie to set; the value is not yet encoded. */
export interface AuthorCookie {
  name: string;
  value: string;
  options: SerializeOptions;
}

/** What the cookies after an accepted submission depend on. */
export interface CookieWish {
  /** Public address of the site, or of the desk where it is the site. */
  siteUrl: string;
  author: { name: string; email: string; url: string };
  /** Whether the consent field was sent, whatever its value (WordPress 6.8). */
  consent: boolean;
  receipt: { number: number; hash: string };
  /** The cookie of own submissions as the browser sent it. */
  pending: string | undefined;
}

/** Seconds in 365 days (WordPress 6.8). */
const YEAR = 31_536_000;

/** Browsers refuse a cookie of more than 4,096 bytes with its name and attributes. */
const MAX_VALUE = 3_800;

/**
 * The cookies of an accepted submission: WordPress's three, readable by the theme's scripts, and the one that lets the
 * author see own submissions. Without consent the same four, expired: not ticking withdraws it.
 */
export function authorCookies(wish: CookieWish): AuthorCookie[] {
  const names = readerCookieNames(wish.siteUrl);
  // Lax is what browsers take where nothing is said, as WordPress does. PHP reads a bare plus sign as a space.
  const always = {
    path: '/',
    secure: wish.siteUrl.startsWith('https:'),
    sameSite: 'lax',
    encode: encodeURIComponent,
  } as const;
  const cookie = (name: string, value: string, more: SerializeOptions = {}): AuthorCookie =>
    wish.consent && encodeURIComponent(value).length <= MAX_VALUE
      ? { name, value, options: { maxAge: YEAR, expires: inAYear(), ...always, ...more } }
      : { name, value: ' ', options: { maxAge: 0, expires: new Date(0), ...always, ...more } };
  return [
    cookie(names.author, wish.author.name),
    cookie(names.email, wish.author.email),
    cookie(names.url, wish.author.url),
    cookie(names.pending, pendingList(wish), { httpOnly: true }),
  ];
}

/** Lines made for sites without consent; a desk serves few sites, but anybody may come by many addresses. */
const expired = new Map<string, string[]>();
const MAX_EXPIRED = 100;

/**
 * The values of `Set-Cookie` for an accepted submission. Without consent, the most frequent case, they depend on nothing
 * but the address of the site and are made once.
 */
export function authorCookieLines(
  wish: CookieWish,
  serialize: (name: string, value: string, options: SerializeOptions) => string,
): string[] {
  const known = wish.consent ? undefined : expired.get(wish.siteUrl);
  if (known !== undefined) return known;
  const lines = authorCookies(wish).map(({ name, value, options }) => serialize(name, value, options));
  if (!wish.consent) {
    if (expired.size >= MAX_EXPIRED) expired.clear();
    expired.set(wish.siteUrl, lines);
  }
  return lines;
}

function pendingList({ receipt, pending }: CookieWish): string {
  const newest = `${receipt.number}.${receipt.hash}`;
  const others = (pending ?? '').split('-').filter((item) => /^\d{1,16}\.[0-9a-f]{32}$/.test(item));
  return [newest, ...others.filter((item) => item !== newest)].slice(0, MAX_PENDING).join('-');
}

function inAYear(): Date {
  return new Date(Date.now() + YEAR * 1000);
}
