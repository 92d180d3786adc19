import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { roleIncludes } from '../domain/moderator.entity.js';
import { languageOfRequest } from '../http/language.js';
import { type ProblemDetails, ProblemError } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { moderatorsMessages } from '../messages/moderators.messages.js';
import { type MessageValues, say } from '../messages/messages.js';
import { type Access, accessOf, mustDeclare } from './access.js';
import { Authenticate, type SessionCredential, type SignedIn } from './authenticate.js';
import { enrolFirst } from './open-session.js';
import { changesSomething, originOf } from './same-origin.js';
import { sameSecret } from './secret-token.js';
import { cookieTokenOf, setCookieToken } from './session-cookie.js';
import { Sessions } from './sessions.js';

const signedInBy = new WeakMap<FastifyRequest, SignedIn>();

/**
 * Who sends a request that the guard let in.
 * @throws Error on a route that lets everybody in: nobody was asked there.
 */
export function signedIn(request: FastifyRequest): SignedIn {
  const found = signedInBy.get(request);
  if (found === undefined) throw new Error('this route does not ask who is signed in');
  return found;
}

/** Answers are kept by nobody, and neither framed, embedded nor opened by another site (threat T43). */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Stands before every route: lets in who has the role that the route declares, and nobody where it declares nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (access === undefined) return !mustDeclare(request.routeOptions.url ?? '/api/');
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    reply.headers(HEADERS);
    if (access === 'public') {
      if (changesSomething(request) && this.originOf(request) === 'foreign') {
        throw refuse(request, 403, 'moderators.foreign');
      }
      return true;
    }
    const found = await this.authenticate.authenticate(request);
    if (found === null) {
      throw refuse(request, 401, 'moderators.signInFirst', { headers: { 'www-authenticate': 'Bearer' } });
    }
    this.check(request, found, access);
    this.prolongCookie(request, reply, found);
    signedInBy.set(request, found);
    return true;
  }

  private check(
    request: FastifyRequest,
    { moderator, credential }: SignedIn,
    access: Exclude<Access, 'public'>,
  ): void {
    if (credential.kind === 'session' && changesSomething(request)) {
      const sent = request.headers['x-csrf-token'];
      const token = typeof sent === 'string' ? sent : '';
      if (this.originOf(request) !== 'same' || !sameSecret(token, credential.csrfToken)) {
        throw refuse(request, 403, 'moderators.csrf');
      }
    }
    if (access.sessionOnly && credential.kind === 'token') {
      throw refuse(request, 403, 'moderators.sessionOnly');
    }
    if (!roleIncludes(moderator.role, access.role)) {
      throw refuse(request, 403, 'moderators.role', { values: { role: access.role } });
    }
    if (credential.kind === 'session') this.checkSession(request, credential, access);
  }

  private checkSession(
    request: FastifyRequest,
    { secondFactor, fresh }: SessionCredential,
    access: Exclude<Access, 'public'>,
  ): void {
    const { enrolFirst: mustEnrol } = enrolFirst(this.config, secondFactor);
    if (mustEnrol === true && !access.beforeSecondFactor) {
      throw refuse(request, 403, 'moderators.enrolFirst', { details: { enrolFirst: true } });
    }
    if (access.fresh && !fresh) {
      throw refuse(request, 403, 'moderators.stepUp', { details: { stepUp: true } });
    }
  }

  private prolongCookie(request: FastifyRequest, reply: FastifyReply, { credential }: SignedIn): void {
    const token = cookieTokenOf(request, this.config);
    if (credential.kind === 'session' && credential.prolonged && token !== undefined) {
      setCookieToken({ request, reply, config: this.config }, { token, seconds: this.sessions.seconds });
    }
  }

  private originOf(request: FastifyRequest) {
    return originOf(request, publicUrlOf(request, this.config));
  }
}

function refuse(
  request: FastifyRequest,
  status: number,
  key: keyof typeof moderatorsMessages,
  more: { values?: MessageValues; headers?: Record<string, string>; details?: ProblemDetails } = {},
): ProblemError {
  const detail = say(languageOfRequest(request), moderatorsMessages, key, more.values);
  return new ProblemError(status, { detail, ...more.details }, more.headers);
}
