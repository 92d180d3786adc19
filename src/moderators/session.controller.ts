import { Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import type { CodeNeeded, SessionView } from '../contract/review-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { moderatorsMessages } from '../messages/moderators.messages.js';
import { say } from '../messages/messages.js';
import { Needs, Public } from './access.js';
import { signedIn } from './access.guard.js';
import { browserAt } from './browser-at.js';
import { enrolFirst, OpenSession } from './open-session.js';
import { lockedOut, refusal, wrongField } from './refusals.js';
import { cookieTokenOf } from './session-cookie.js';
import { SignIn } from './sign-in.js';
import { SignInCode } from './sign-in-code.js';

/** Longer values belong to nobody; NUL cannot be stored. */
const credential = z.string().max(4000);

const signInSchema = z.strictObject({
  email: credential.transform((email) => email.replaceAll('\0', '').trim().toLowerCase()),
  password: credential,
});

const codeSchema = z.strictObject({ code: z.string().max(100) });

/** Signing in and out. */
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly signInWith: SignIn,
    private readonly signInCode: SignInCode,
    private readonly opening: OpenSession,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Who is signed in. A bearer token has no CSRF token: it needs none. */
  @Get()
  @Needs('viewer', { beforeSecondFactor: true })
  show(@Req() request: FastifyRequest): SessionView {
    const { moderator, credential: by } = signedIn(request);
    if (by.kind === 'token') return { moderator, csrfToken: '' };
    return { moderator, csrfToken: by.csrfToken, ...enrolFirst(this.config, by.secondFactor) };
  }

  @Post()
  @Public()
  @HttpCode(200)
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | CodeNeeded> {
    const language = languageOfRequest(request);
    const { email, password } = parseRequest(signInSchema, request.body, language);
    const { network } = browserAt(request);
    const result = await this.signInWith.signIn({ email, password, network });
    switch (result.kind) {
      case 'signed-in':
        return this.opening.open(result.moderator, { request, reply });
      case 'code-needed':
        return this.opening.askCode(result.moderatorId, { request, reply });
      case 'refused':
        throw new ProblemError(401, { detail: say(language, moderatorsMessages, 'moderators.wrong') });
      case 'locked':
        throw lockedOut(request, result.retryAfterSeconds);
    }
  }

  /** The second half of signing in: a code of the app, or a recovery code. */
  @Post('code')
  @Public()
  @HttpCode(200)
  async giveCode(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { code } = parseRequest(codeSchema, request.body, languageOfRequest(request));
    const token = cookieTokenOf(request, this.config, 'step') ?? '';
    const result = await this.signInCode.finish({ token, code, network: browserAt(request).network });
    switch (result.kind) {
      case 'signed-in':
        return this.opening.open(result.moderator, { request, reply });
      case 'refused':
        throw wrongField(request, 'code', 'account.wrongCode');
      case 'gone':
        throw refusal(request, 401, 'account.passwordAgain');
      case 'locked':
        throw lockedOut(request, result.retryAfterSeconds);
    }
  }

  @Delete()
  @Needs('viewer', { sessionOnly: true, beforeSecondFactor: true })
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.opening.close(signedIn(request).credential.tokenHash, { request, reply });
  }
}
