import { addReceipt } from './submission-receipt.js';

/** Where the reader's browser goes after a submission, and what local addresses are. */
export interface RedirectWish {
  /** Page of the thread, absolute. */
  permalink: string;
  /** `redirect_to` as sent; empty when it was not. */
  redirectTo: string;
  /** Public address of the site, or null when the desk is the site. */
  siteUrl: string | null;
  /** Address of the form door itself, absolute. */
  doorUrl: string;
  /** Number of the submission. */
  number: number;
  /** Signature that lets the author see it; null where the cookies do that. */
  hash: string | null;
}

/**
 * The `Location` after a submission: `redirect_to` where it is local, else the permalink; then
 * `unapproved` and `moderation-hash` in the query (WordPress 6.8) and `#comment-N`.
 * @returns percent-encoded ASCII; relative to the host only if `redirect_to` was and the desk is the site.
 */
export function redirectLocation(wish: RedirectWish): string {
  const local = localTarget(wish);
  const url = local?.url ?? new URL(wish.permalink);
  if (wish.hash !== null) addReceipt(url, wish.number, wish.hash);
  url.hash = `comment-${wish.number}`;
  return local?.relative === true ? `${url.pathname}${url.search}${url.hash}` : url.href;
}

/** Longest `redirect_to` that is looked at. */
const MAX_LENGTH = 2000;

/** Control characters, white space, backslashes and what nobody sees: browsers drop or turn these, so none may stand. */
const UNSAFE = /[\p{Cc}\p{Cf}\s\\]/u;

/**
 * `redirect_to` as an address of the site or of the desk, or null. Compared by origin after parsing, so that neither
 * `//host` nor a name and password before the host nor another scheme leads away (threat T25).
 */
function localTarget(wish: RedirectWish): { url: URL; relative: boolean } | null {
  const { redirectTo, siteUrl, doorUrl } = wish;
  if (redirectTo === '' || redirectTo.length > MAX_LENGTH || UNSAFE.test(redirectTo)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(redirectTo);
  if (hasScheme ? !/^https?:\/\/[^/]/i.test(redirectTo) : redirectTo.startsWith('//')) return null;
  const base = siteUrl ?? doorUrl;
  if (!URL.canParse(redirectTo, base)) return null;
  const url = new URL(redirectTo, base);
  if (url.username !== '' || url.password !== '' || url.pathname.startsWith('//')) return null;
  const origins = [new URL(base).origin, new URL(doorUrl).origin];
  return origins.includes(url.origin) ? { url, relative: !hasScheme && siteUrl === null } : null;
}
