import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientAddress, wideNetwork } from '../http/client-address.js';

/** A request and the answer to it. */
export interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What a session keeps of the browser it belongs to: words enough to know it again, and its network. */
export interface BrowserAt {
  userAgent: string;
  network: string;
}

/** Longest part of a user agent that is kept, in characters; beyond it nothing tells browsers apart. */
const LONGEST = 400;

/** The browser that sends a request. */
export function browserAt(request: FastifyRequest): BrowserAt {
  const userAgent = (request.headers['user-agent'] ?? '').replaceAll('\0', '').slice(0, LONGEST);
  return { userAgent, network: wideNetwork(clientAddress(request)) };
}
