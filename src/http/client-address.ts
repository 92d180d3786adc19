import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/**
 * Address of the reader: of the connection, or what trusted proxies say of it (walked from the right).
 * IPv4-mapped IPv6 is given as IPv4. Text that is no address (a forged header) is given as the connection's address.
 */
export function clientAddress(request: FastifyRequest): string {
  const claimed = ipaddr.isValid(request.ip) ? request.ip : (request.socket.remoteAddress ?? '0.0.0.0');
  return ipaddr.process(claimed).toString();
}

/** What counts as one reader: an IPv4 address, an IPv6 /64. `address` must be valid. */
export function exactNetwork(address: string): string {
  return networkOf(address, 32, 64);
}

/** What counts as one network: IPv4 /24, IPv6 /48. `address` must be valid. */
export function wideNetwork(address: string): string {
  return networkOf(address, 24, 48);
}

function networkOf(address: string, bits4: number, bits6: number): string {
  const parsed = ipaddr.process(address);
  const bits = parsed.kind() === 'ipv4' ? bits4 : bits6;
  const bytes = parsed.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
