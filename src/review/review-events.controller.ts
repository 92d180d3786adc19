import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { CountsFeed } from './counts-feed.js';

/** Milliseconds after which a browser connects again. */
const RETRY_MS = 2_000;

/** Server-sent events of the console (WHATWG HTML, section 9.2). */
@Controller('api/v1/review/events')
export class ReviewEventsController {
  constructor(private readonly feed: CountsFeed) {}

  @Get()
  @Needs('viewer')
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { credential } = signedIn(request);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD') {
      reply.raw.end();
      return;
    }
    reply.raw.write(`retry: ${RETRY_MS}\n\n`);
    await this.feed.add(reply.raw, credential);
  }
}
