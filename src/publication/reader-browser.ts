import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FIELD_LENGTHS } from '../http/comment-form.js';
import { MAX_PENDING, readerCookieNames } from '../http/reader-cookies.js';
import type { Receipt } from './own-submissions.query.js';

/** What a reader's browser brings along: cookies of a reader who agreed to them, and the query. */
export interface ReaderBrowser {
  /** Name, e-mail and website of the last comment; empty where not kept. */
  author: string;
  email: string;
  url: string;
  /** Of the link that follows a submission, and of the cookie that lists own submissions. */
  receipts: Receipt[];
  /** Comment that `?replytocom=` names. */
  replyTo: number | null;
  /** `?after=`, not yet checked. */
  after: string | null;
}

const HASH = /^[0-9a-f]{32}$/;
const number = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .transform(Number)
  .refine(Number.isSafeInteger);

const querySchema = z.object({
  unapproved: number.nullable().catch(null),
  'moderation-hash': z.string().regex(HASH).nullable().catch(null),
  replytocom: number.nullable().catch(null),
  after: z.string().nullable().catch(null),
});

/**
 * Reads the query and the cookies of a page; whatever is malformed counts as absent.
 * @param siteUrl address of the site, or of the desk where it is the site: the cookies' names depend on it.
 */
export function readBrowser(request: FastifyRequest, siteUrl: string): ReaderBrowser {
  const query = querySchema.parse(request.query);
  const names = readerCookieNames(siteUrl);
  const cookie = (name: string, length: number) =>
    (request.cookies[name] ?? '').trim().slice(0, length).toWellFormed();
  const { unapproved, 'moderation-hash': hash } = query;
  return {
    author: cookie(names.author, FIELD_LENGTHS.author),
    email: cookie(names.email, FIELD_LENGTHS.email),
    url: cookie(names.url, FIELD_LENGTHS.url),
    receipts: [
      ...(unapproved === null || hash === null ? [] : [{ number: unapproved, hash, by: 'link' as const }]),
      ...cookieReceipts(request.cookies[names.pending] ?? ''),
    ],
    replyTo: query.replytocom,
    after: query.after,
  };
}

/** The items `N.H` of the cookie of own submissions. */
function cookieReceipts(cookie: string): Receipt[] {
  return cookie
    .split('-', MAX_PENDING)
    .map((item) => /^([1-9]\d{0,15})\.([0-9a-f]{32})$/.exec(item))
    .flatMap((match) => {
      const [number, hash] = [Number(match?.[1]), match?.[2]];
      return hash !== undefined && Number.isSafeInteger(number)
        ? [{ number, hash, by: 'cookie' as const }]
        : [];
    });
}
