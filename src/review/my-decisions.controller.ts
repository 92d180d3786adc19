import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { MyDecisions } from '../contract/desk-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { reviewMessages } from '../messages/review.messages.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { myDecisions, myDecisionsSchema } from './my-decisions.query.js';

/** What the signed-in person decided; nobody else's. */
@Controller('api/v1/review/my-decisions')
export class MyDecisionsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('moderator')
  list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<MyDecisions> {
    const language = languageOfRequest(request);
    const wish = parseRequest(myDecisionsSchema, query, language, reviewMessages);
    const moderatorId = signedIn(request).moderator.id;
    return myDecisions(this.dataSource.manager, { ...wish, moderatorId, language });
  }
}
