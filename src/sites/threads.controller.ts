import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import type { ThreadList, ThreadView } from '../contract/desk-api.js';
import { Site } from '../domain/site.entity.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { say } from '../messages/messages.js';
import { sitesMessages } from '../messages/sites.messages.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { scheduleSchema, scheduleThread } from './schedule-thread.js';
import { findThread, listThreads, threadListSchema, type ThreadScope } from './thread-list.query.js';

/** The threads of a site as its editors see them, and when they take submissions. */
@Controller('api/v1/sites/:site/desk/threads')
export class ThreadsController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Needs('viewer')
  async list(
    @Req() request: FastifyRequest,
    @Param('site') site: string,
    @Query() query: unknown,
  ): Promise<ThreadList> {
    const wish = parseRequest(threadListSchema, query, languageOfRequest(request), sitesMessages);
    return listThreads(this.dataSource.manager, await this.scopeOf(request, site), wish);
  }

  @Post()
  @Needs('lead')
  @HttpCode(200)
  async change(@Req() request: FastifyRequest, @Param('site') site: string): Promise<ThreadView> {
    const language = languageOfRequest(request);
    const wish = parseRequest(scheduleSchema, request.body, language, sitesMessages);
    const scope = await this.scopeOf(request, site);
    if (wish.thread.includes('\0')) throw new ProblemError(404);
    const by = signedIn(request).moderator.email;
    const result = await scheduleThread(this.dataSource.manager, { ...wish, siteId: scope.siteId, by });
    if (result === 'backwards') {
      const message = say(language, sitesMessages, 'sites.backwards');
      throw new ProblemError(400, { detail: message, errors: [{ field: 'closesAt', message }] });
    }
    const thread =
      result === 'unknown' ? null : await findThread(this.dataSource.manager, scope, wish.thread);
    if (thread === null) throw new ProblemError(404);
    return thread;
  }

  private async scopeOf(request: FastifyRequest, key: string): Promise<ThreadScope> {
    const site = key.includes('\0') ? null : await this.dataSource.getRepository(Site).findOneBy({ key });
    if (site === null) throw new ProblemError(404);
    return { siteId: site.id, siteKey: site.key, publicUrl: publicUrlOf(request, this.config) };
  }
}
