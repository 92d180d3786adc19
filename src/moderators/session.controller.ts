import { Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import type { SessionView } from '../contract/review-api.js';
import { clientAddress, wideNetwork } from '../http/client-address.js';
import { languageOfRequest } from '../http/language.js';
import { faultsOf, parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { moderatorsMessages } from '../messages/moderators.messages.js';
import { say } from '../messages/messages.js';
import { Needs, Public } from './access.js';
import { signedIn } from './access.guard.js';
import { type Account, newModeratorSchema } from './create-moderator.js';
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SetUp } from './set-up.js';
import { SignIn } from './sign-in.js';

/** Longer values belong to nobody; NUL cannot be stored. */
const credential = z.string().max(4000);

const signInSchema = z.strictObject({
  email: credential.transform((email) => email.replaceAll('\0', '').trim().toLowerCase()),
  password: credential,
});

const setupSchema = newModeratorSchema.omit({ role: true }).extend({ token: z.string().max(200) });

/** Signing in and out, and the first admin. */
@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly signInWith: SignIn,
    private readonly setUp: SetUp,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Who is signed in. A bearer token has no CSRF token: it needs none. */
  @Get('session')
  @Needs('viewer')
  show(@Req() request: FastifyRequest): SessionView {
    const { moderator, credential: by } = signedIn(request);
    return { moderator, csrfToken: by.kind === 'session' ? by.csrfToken : '' };
  }

  @Post('session')
  @Public()
  @HttpCode(200)
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const language = languageOfRequest(request);
    const { email, password } = parseRequest(signInSchema, request.body, language);
    const network = wideNetwork(clientAddress(request));
    const result = await this.signInWith.signIn({ email, password, network });
    switch (result.kind) {
      case 'signed-in':
        return this.open(result.moderator, request, reply);
      case 'refused':
        throw new ProblemError(401, { detail: say(language, moderatorsMessages, 'moderators.wrong') });
      case 'locked': {
        const minutes = Math.ceil(result.retryAfterSeconds / 60);
        const detail = say(language, moderatorsMessages, 'moderators.locked', { minutes });
        throw new ProblemError(429, { detail }, { 'retry-after': String(result.retryAfterSeconds) });
      }
    }
  }

  @Delete('session')
  @Needs('viewer', { sessionOnly: true })
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(signedIn(request).credential.tokenHash);
    clearSessionCookie(request, reply, this.config);
  }

  @Post('setup')
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
        return this.open(result.moderator, request, reply);
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

  /** A new session, whatever the browser sent: a planted cookie leads nowhere (session fixation). */
  private async open(moderator: Account, request: FastifyRequest, reply: FastifyReply): Promise<SessionView> {
    const before = sessionTokenOf(request, this.config);
    const { token, csrfToken } = await this.sessions.open(moderator.id, before);
    setSessionCookie({ request, reply, config: this.config }, token, this.sessions.seconds);
    return { moderator, csrfToken };
  }
}
