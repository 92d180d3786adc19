import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { SessionListItem } from '../../contract/account-api.js';
import type { SessionView } from '../../contract/review-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { moderatorsMessages } from '../../messages/moderators.messages.js';
import { Needs } from '../access.js';
import { signedIn } from '../access.guard.js';
import { browserAt } from '../browser-at.js';
import { newPasswordSchema } from '../create-moderator.js';
import { OpenSession } from '../open-session.js';
import { lockedOut, refusal, wrongField } from '../refusals.js';
import { Sessions } from '../sessions.js';
import { ChangePassword } from './change-password.js';
import { endSession, endSessions, listSessions } from './session-list.js';

const passwordSchema = z.strictObject({ current: z.string().max(4000), password: newPasswordSchema });

/** The signed-in moderator's own password, and the browsers in which the account is in use. */
@Controller('api/v1/account')
export class AccountController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    private readonly changing: ChangePassword,
    private readonly opening: OpenSession,
  ) {}

  @Get('sessions')
  @Needs('viewer', { sessionOnly: true })
  list(@Req() request: FastifyRequest): Promise<SessionListItem[]> {
    return listSessions(this.dataSource, signedIn(request).moderator.id, sessionOf(request).id);
  }

  /** Ends all sessions but the one that asks. */
  @Delete('sessions')
  @Needs('viewer', { sessionOnly: true })
  @HttpCode(204)
  async endOthers(@Req() request: FastifyRequest): Promise<void> {
    const { id } = signedIn(request).moderator;
    await this.dataSource.transaction((manager) => endSessions(manager, id, sessionOf(request).id));
  }

  /** 404 for a session that does not exist and for one of somebody else. */
  @Delete('sessions/:id')
  @Needs('viewer', { sessionOnly: true })
  @HttpCode(204)
  async end(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const known =
      z.uuid().safeParse(id).success &&
      (await endSession(this.dataSource, signedIn(request).moderator.id, id));
    if (!known) throw new ProblemError(404);
  }

  /** The session that asks goes on under new tokens, all others end. */
  @Post('password')
  @Needs('viewer', { sessionOnly: true })
  @HttpCode(200)
  async changePassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const language = languageOfRequest(request);
    const wish = parseRequest(passwordSchema, request.body, language, moderatorsMessages);
    const { moderator, credential } = signedIn(request);
    const { network } = browserAt(request);
    const result = await this.changing.change({
      moderatorId: moderator.id,
      sessionId: sessionOf(request).id,
      network,
      ...wish,
    });
    if (result.kind === 'locked') throw lockedOut(request, result.retryAfterSeconds);
    if (result.kind === 'refused') throw wrongField(request, 'current', 'account.wrongPassword');
    const tokens = await this.sessions.confirm(credential.tokenHash);
    if (tokens === null) throw refusal(request, 401, 'account.passwordAgain');
    const { secondFactor } = sessionOf(request);
    return this.opening.goOn({ moderator, tokens, secondFactor }, { request, reply });
  }
}

function sessionOf(request: FastifyRequest) {
  const { credential } = signedIn(request);
  if (credential.kind !== 'session') throw new Error('this route lets sessions in only');
  return credential;
}
