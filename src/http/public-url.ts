import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Config } from '../config/config.js';

/**
 * Address of the desk in links. Without PUBLIC_URL it is the one the reader came by, but only if that is this machine
 * by name or a bare address: another name could be forged (threat T18), so it is answered with localhost.
 * @returns scheme, host and port, without a slash at the end.
 */
export function publicUrlOf(request: FastifyRequest, config: Config): string {
  if (config.http.publicUrl !== undefined) return config.http.publicUrl;
  const host = request.headers.host ?? '';
  return isOwnHost(host)
    ? `http://${host}`
    : `http://localhost:${request.socket.localPort ?? config.http.port}`;
}

function isOwnHost(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || ipaddr.isValid(name);
}
