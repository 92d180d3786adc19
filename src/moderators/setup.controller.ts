import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SessionView } from '../contract/review-api.js';
import { languageOfRequest } from '../http/language.js';
import { faultsOf, parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { moderatorsMessages } from '../messages/moderators.messages.js';
import { say } from '../messages/messages.js';
import { Public } from './access.js';
import { newModeratorSchema } from './create-moderator.js';
import { OpenSession } from './open-session.js';
import { SetUp } from './set-up.js';

const setupSchema = newModeratorSchema.omit({ role: true }).extend({ token: z.string().max(200) });

/** The first admin, by the one-time link. */
@Controller('api/v1/setup')
export class SetupController {
  constructor(
    private readonly setUp: SetUp,
    private readonly opening: OpenSession,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  async createFirstAdmin(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const language = languageOfRequest(request);
    const { token, ...admin } = parseRequest(setupSchema, request.body, language, moderatorsMessages);
    const result = await this.setUp.run(token, admin);
    switch (result.kind) {
      case 'created':
        return this.opening.open(result.moderator, { request, reply });
      case 'unknown-link':
        throw new ProblemError(404, { detail: say(language, moderatorsMessages, 'moderators.setupGone') });
      case 'taken': {
        const message = say(language, moderatorsMessages, 'moderators.fault.taken');
        throw new ProblemError(422, { errors: [{ field: 'email', message }] });
      }
      case 'invalid':
        throw new ProblemError(400, { errors: faultsOf(result.error, language, moderatorsMessages) });
    }
  }
}
