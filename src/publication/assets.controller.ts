import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFresh } from './etag.js';
import { STYLESHEET, STYLESHEET_VERSION } from './stylesheet.js';

/** Serves the stylesheet of the readers' pages. */
@Controller('assets')
export class AssetsController {
  /** Kept for a year under the address of its version, else asked for each time. */
  @Get('reader.css')
  stylesheet(@Query('v') version: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const etag = `"${STYLESHEET_VERSION}"`;
    void reply.headers({
      etag,
      'cache-control': version === STYLESHEET_VERSION ? 'public, max-age=31536000, immutable' : 'no-cache',
      'cross-origin-resource-policy': 'same-origin',
    });
    if (isFresh(request.headers['if-none-match'], etag)) void reply.status(304).send();
    else void reply.type('text/css; charset=utf-8').send(STYLESHEET);
  }
}
