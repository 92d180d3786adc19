import { createHash } from 'node:crypto';

/** Names of the cookies that readers agree to, as WordPress makes them: with the MD5 of the site's address. */
export interface ReaderCookieNames {
  author: string;
  email: string;
  url: string;
  /** HttpOnly; own submissions that wait, as `N.H` joined by `-`, newest first. */
  pending: string;
}

/** Own submissions that a browser remembers. */
export const MAX_PENDING = 20;

/** @param siteUrl public address of the site, or of the desk where it is the site. */
export function readerCookieNames(siteUrl: string): ReaderCookieNames {
  const suffix = createHash('md5').update(siteUrl).digest('hex');
  return {
    author: `comment_author_${suffix}`,
    email: `comment_author_email_${suffix}`,
    url: `comment_author_url_${suffix}`,
    pending: `replydesk_pending_${suffix}`,
  };
}
