import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Milliseconds that requests under way get at shutdown. */
const DRAIN_MS = 5_000;

/**
 * Bounds the closing of the server, which waits for every connection with a request under way: after five seconds those
 * that are left are cut. What such a request stores afterwards is stored, but was not acknowledged.
 */
export function boundClosing(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const timer = setTimeout(() => {
      new Logger('http').warn(`shutdown, requests under way: did not end within ${DRAIN_MS / 1_000} s`);
      fastify.server.closeAllConnections();
    }, DRAIN_MS);
    fastify.server.once('close', () => clearTimeout(timer));
    done();
  });
}
