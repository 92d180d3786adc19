import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { languageOfRequest } from '../http/language.js';
import { type Language, say } from '../messages/messages.js';
import { reviewMessages } from '../messages/review.messages.js';
import { type ConsoleFile, ConsoleFiles } from './console-files.js';

const PREFIX = '/console/';

/** Files whose name holds a digest of their content. */
const HASHED = 'assets/';

/** Serves the console below /console/; addresses inside it that are no file get its page. */
@Controller('console')
export class ConsolePagesController {
  constructor(private readonly files: ConsoleFiles) {}

  @Get(['', '*'])
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [path = ''] = request.url.split('?');
    reply.headers(securityHeaders());
    if (!path.startsWith(PREFIX)) return void reply.redirect(PREFIX, 308);
    const build = await this.files.current();
    if (build === null) return sendNotBuilt(reply, languageOfRequest(request));
    const name = path.slice(PREFIX.length);
    const file = build.files.get(name);
    if (file !== undefined) return sendFile(request, reply, file, name.startsWith(HASHED));
    if (name.startsWith(HASHED)) return void reply.status(404).header('cache-control', 'no-store').send();
    sendPage(reply, build.page);
  }
}

function sendPage(reply: FastifyReply, page: string): void {
  const nonce = randomBytes(16).toString('base64');
  void reply
    .headers({ ...securityHeaders(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page.replaceAll('__CSP_NONCE__', nonce));
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile, hashed: boolean): void {
  reply.headers({
    etag: file.etag,
    vary: 'accept-encoding',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.headers['if-none-match'] === file.etag) return void reply.status(304).send();
  const zipped = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(request.headers['accept-encoding'] ?? '');
  if (zipped && file.gzipped !== null) {
    return void reply.header('content-encoding', 'gzip').type(file.type).send(file.gzipped);
  }
  return void reply.type(file.type).send(file.content);
}

function sendNotBuilt(reply: FastifyReply, language: Language): void {
  const title = say(language, reviewMessages, 'console.notBuilt.title');
  const text = say(language, reviewMessages, 'console.notBuilt.text');
  void reply
    .status(503)
    .headers({ 'cache-control': 'no-store', 'retry-after': '60' })
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`,
    );
}

/** Nothing but the console's own files; styles that its components make carry the answer's nonce. */
function securityHeaders(nonce?: string): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    `connect-src 'self'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
