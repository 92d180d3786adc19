import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageFilter } from './page.filter.js';
import { renderPart } from './page.js';
import { say } from '../messages/messages.js';
import { publicationMessages } from '../messages/publication.messages.js';
import { ShowThread } from './show-thread.js';

/** A thread as a page of its own: the permalink of a thread that has no address elsewhere. */
@Controller('sites')
@UseFilters(PageFilter)
export class ThreadPageController {
  constructor(private readonly showThread: ShowThread) {}

  @Get(':site/threads/:thread')
  async page(
    @Param() params: { site: string; thread: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showThread.show(request, reply, {
      ...params,
      article: (thread, { language, permalink }) => ({
        html: renderPart('title', {
          title: thread.title,
          lang: thread.locale ?? thread.site.locale,
          href: thread.url === null ? null : permalink,
          read: say(language, publicationMessages, 'thread.article'),
        }),
        home: thread.site.url,
      }),
    });
  }
}
