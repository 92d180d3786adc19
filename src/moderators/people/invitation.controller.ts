import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CodeNeeded, SessionView } from '../../contract/review-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { moderatorsMessages } from '../../messages/moderators.messages.js';
import { Public } from '../access.js';
import { newPasswordSchema } from '../create-moderator.js';
import { OpenSession } from '../open-session.js';
import { refusal } from '../refusals.js';
import { Invitations } from './invitations.js';

const acceptSchema = z.strictObject({ token: z.string().max(200), password: newPasswordSchema });

/** Choosing a password by the link that an admin gave. */
@Controller('api/v1/invitation')
export class InvitationController {
  constructor(
    private readonly invitations: Invitations,
    private readonly opening: OpenSession,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  async accept(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | CodeNeeded> {
    const language = languageOfRequest(request);
    const { token, password } = parseRequest(acceptSchema, request.body, language, moderatorsMessages);
    const moderator = await this.invitations.accept(token, password);
    if (moderator === null) throw refusal(request, 404, 'people.linkGone');
    return this.opening.openOrAskCode(moderator, { request, reply });
  }
}
