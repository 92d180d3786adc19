import type { FastifyRequest } from 'fastify';

/** Where a browser says a request comes from. */
export type Origin = 'same' | 'foreign' | 'unsaid';

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the method of a request may change something. */
export function changesSomething(request: FastifyRequest): boolean {
  return !SAFE.has(request.method);
}

/**
 * Where a request comes from, by what a browser does not let pages forge: `Sec-Fetch-Site`, and `Origin` compared with
 * the host that was asked and with the public address (a proxy may have replaced the host).
 */
export function originOf(request: FastifyRequest, publicUrl: string): Origin {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'foreign';
  const origin = request.headers.origin;
  if (origin === undefined) return site === undefined ? 'unsaid' : 'same';
  return isOurs(origin, request.headers.host, publicUrl) ? 'same' : 'foreign';
}

function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === new URL(publicUrl).origin || (host !== undefined && url.host === host.toLowerCase());
}
