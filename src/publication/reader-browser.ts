import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FIELD_LENGTHS } from '../http/comment-form.js';
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

/** Own submissions of one cookie that are looked up. */
const MAX_RECEIPTS = 20;

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
  const suffix = createHash('md5').update(siteUrl).digest('hex');
  const cookie = (name: string, length: number) =>
    (request.cookies[`${name}_${suffix}`] ?? '').trim().slice(0, length).toWellFormed();
  const { unapproved, 'moderation-hash': hash } = query;
  return {
    author: cookie('comment_author', FIELD_LENGTHS.author),
    email: cookie('comment_author_email', FIELD_LENGTHS.email),
    url: cookie('comment_author_url', FIELD_LENGTHS.url),
    receipts: [
      ...(unapproved === null || hash === null ? [] : [{ number: unapproved, hash, by: 'link' as const }]),
      ...cookieReceipts(request.cookies[`replydesk_pending_${suffix}`] ?? ''),
    ],
    replyTo: query.replytocom,
    after: query.after,
  };
}

/** The items `N.H` of the cookie of own submissions. */
function cookieReceipts(cookie: string): Receipt[] {
  return cookie
    .split('-', MAX_RECEIPTS)
    .map((item) => /^([1-9]\d{0,15})\.([0-9a-f]{32})$/.exec(item))
    .flatMap((match) => {
      const [number, hash] = [Number(match?.[1]), match?.[2]];
      return hash !== undefined && Number.isSafeInteger(number)
        ? [{ number, hash, by: 'cookie' as const }]
        : [];
    });
}
