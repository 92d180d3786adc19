import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderView } from '../http/views.js';
import type { Language } from '../messages/messages.js';
import { etagOf, isFresh } from './etag.js';
import { STYLESHEET_VERSION } from './stylesheet.js';

const VIEWS = join(import.meta.dirname, 'views');

/** A part of a page as HTML, from `views/<name>.eta`. */
export function renderPart(name: string, data: object): string {
  return renderView(VIEWS, name, data);
}

/** A page for readers. */
export interface Page {
  status: number;
  language: Language;
  title: string;
  /** What stands above everything: the site's name, and where it leads. */
  site: { name: string; href: string | null };
  /** Safe HTML. */
  main: string;
  /** Address search engines keep; null: none, the page is not for them. */
  canonical: string | null;
  /** Path of the desk, without a slash at the end: of its address where that has one. */
  basePath: string;
  /** Whether it holds something of this one reader: then nobody may store it. */
  personal: boolean;
  /** Origins beside our own that forms may lead to and that may frame the page. */
  partners: readonly string[];
  /** A random part that does not make it another page. */
  random?: string;
}

/** Answers with a page: no script, no inline style, validated where it is the same for everybody. */
export async function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page): Promise<void> {
  const html = renderPart('page', {
    ...page,
    stylesheet: `${page.basePath}/assets/reader.css?v=${STYLESHEET_VERSION}`,
  });
  void reply.status(page.status).headers(headersOf(page));
  if (page.status === 200 && !page.personal) {
    const etag = etagOf(page.random === undefined ? html : html.replaceAll(page.random, ''));
    void reply.header('etag', etag);
    if (isFresh(request.headers['if-none-match'], etag)) {
      await reply.status(304).send();
      return;
    }
  }
  await reply.type('text/html; charset=utf-8').send(html);
}

function headersOf(page: Page): Record<string, string> {
  const partners = page.partners.map((origin) => ` ${origin}`).join('');
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      `form-action 'self'${partners}`,
      `frame-ancestors 'self'${partners}`,
      "base-uri 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control':
      page.status === 200 && !page.personal ? 'public, max-age=0, must-revalidate' : 'no-store',
    // Cookies and the reader's language choose among versions of the page.
    vary: 'Accept-Language, Cookie',
  };
}

/** Path part of the desk's address, without a slash at the end. */
export function basePathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}
