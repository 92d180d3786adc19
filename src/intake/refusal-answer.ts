import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { intakeMessages } from '../messages/intake.messages.js';
import { say } from '../messages/messages.js';
import { type FormRefusal, isError, sentenceOf, statusOfRefusal } from './form-refusal.js';
import { type FormPost, refusalPage, refusalPagePolicy } from './refusal-page.js';

/** On every answer of the form door (WordPress 6.8). */
export const NOT_CACHED = {
  'cache-control': 'no-cache, must-revalidate, max-age=0, no-store, private',
  expires: 'Wed, 11 Jan 1984 05:00:00 GMT',
};

/** The first is for browsers and for those who do not say. */
const FORMATS = ['text/html', 'application/json', 'text/xml', 'application/xml'];

/** Answers a form that was not taken: as a page, or as WordPress's JSON or XML for those who accept only that. */
export function answerRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  post: FormPost,
  refusal: FormRefusal,
): void {
  const status = statusOfRefusal(refusal);
  reply.status(status).headers({ ...NOT_CACHED, vary: 'Accept, Accept-Language' });
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', String(refusal.retryAfterSeconds));
  switch (formatOf(request)) {
    case 'json':
      reply.type('application/json; charset=UTF-8').send(
        JSON.stringify({
          code: 'wp_die',
          message: messageHtml(post, refusal),
          data: { status },
          additional_errors: [],
        }),
      );
      return;
    case 'xml':
      reply.type('text/xml; charset=UTF-8').send(errorXml(post, refusal, status));
      return;
    case 'html':
      reply
        .header('content-security-policy', refusalPagePolicy(post))
        .type('text/html; charset=UTF-8')
        .send(refusalPage(post, refusal));
  }
}

function formatOf(request: FastifyRequest): 'html' | 'json' | 'xml' {
  const accept = request.headers.accept ?? '*/*';
  const preferred = new Negotiator({ headers: { accept } }).mediaType(FORMATS) ?? 'text/html';
  if (preferred === 'application/json') return 'json';
  return preferred.endsWith('/xml') ? 'xml' : 'html';
}

/** Catalogue texts only: nothing that a stranger sent. */
function messageHtml({ language }: FormPost, refusal: FormRefusal): string {
  const error = isError(refusal) ? `<strong>${say(language, intakeMessages, 'intake.error')}</strong> ` : '';
  return `<p>${error}${sentenceOf(language, refusal)}</p>`;
}

function errorXml(post: FormPost, refusal: FormRefusal, status: number): string {
  const title = say(post.language, intakeMessages, 'intake.title');
  return `<?xml version="1.0" encoding="UTF-8"?>
<error>
<code>wp_die</code>
<title><![CDATA[${title}]]></title>
<message><![CDATA[${messageHtml(post, refusal)}]]></message>
<data><status>${status}</status></data>
</error>
`;
}
