import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { publicUrlOf } from '../http/public-url.js';

/** What a cookie of the console is for: the session, a half-done sign-in, a sign-in at another service. */
export type CookiePurpose = 'session' | 'step' | 'oidc';

/**
 * `__Host-`: the browser itself refuses the cookie from another host, path or without TLS (RFC 6265bis 4.1.3.2). Only
 * the cookie that a browser brings back from another service is sent along with a link from there (`lax`).
 */
const COOKIES = {
  session: { secure: '__Host-replydesk', plain: 'replydesk_session', sameSite: 'strict' },
  step: { secure: '__Host-replydesk-step', plain: 'replydesk_step', sameSite: 'strict' },
  oidc: { secure: '__Host-replydesk-oidc', plain: 'replydesk_oidc', sameSite: 'lax' },
} as const;

function isSecure(request: FastifyRequest, config: Config): boolean {
  return publicUrlOf(request, config).startsWith('https:');
}

function nameOf(purpose: CookiePurpose, secure: boolean): string {
  return COOKIES[purpose][secure ? 'secure' : 'plain'];
}

function attributes(purpose: CookiePurpose, secure: boolean) {
  return { path: '/', httpOnly: true, secure, sameSite: COOKIES[purpose].sameSite } as const;
}

/** The token a browser sends for a purpose; undefined when there is none. */
export function cookieTokenOf(
  request: FastifyRequest,
  config: Config,
  purpose: CookiePurpose = 'session',
): string | undefined {
  return request.cookies[nameOf(purpose, isSecure(request, config))];
}

/** Gives the browser a token for so many seconds. */
export function setCookieToken(
  { request, reply, config }: { request: FastifyRequest; reply: FastifyReply; config: Config },
  { purpose = 'session', token, seconds }: { purpose?: CookiePurpose; token: string; seconds: number },
): void {
  const secure = isSecure(request, config);
  reply.setCookie(nameOf(purpose, secure), token, { ...attributes(purpose, secure), maxAge: seconds });
}

/** Takes a token from the browser. */
export function clearCookieToken(
  { request, reply, config }: { request: FastifyRequest; reply: FastifyReply; config: Config },
  purpose: CookiePurpose = 'session',
): void {
  const secure = isSecure(request, config);
  reply.clearCookie(nameOf(purpose, secure), attributes(purpose, secure));
}
