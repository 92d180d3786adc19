import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { publicUrlOf } from '../http/public-url.js';

function isSecure(request: FastifyRequest, config: Config): boolean {
  return publicUrlOf(request, config).startsWith('https:');
}

/** `__Host-`: the browser itself refuses the cookie from another host, path or without TLS (RFC 6265bis 4.1.3.2). */
function cookieName(secure: boolean): string {
  return secure ? '__Host-replydesk' : 'replydesk_session';
}

function attributes(secure: boolean) {
  return { path: '/', httpOnly: true, secure, sameSite: 'strict' } as const;
}

/** The session token a browser sends; undefined when there is none. */
export function sessionTokenOf(request: FastifyRequest, config: Config): string | undefined {
  return request.cookies[cookieName(isSecure(request, config))];
}

/** Gives the browser its session token for so many seconds. */
export function setSessionCookie(
  { request, reply, config }: { request: FastifyRequest; reply: FastifyReply; config: Config },
  token: string,
  seconds: number,
): void {
  const secure = isSecure(request, config);
  reply.setCookie(cookieName(secure), token, { ...attributes(secure), maxAge: seconds });
}

/** Takes the session token from the browser. */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, config: Config): void {
  const secure = isSecure(request, config);
  reply.clearCookie(cookieName(secure), attributes(secure));
}
