import cookie from '@fastify/cookie';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { BODY_LIMIT, registerBodyParsers } from './body.js';
import { ProblemFilter } from './problem.js';

/**
 * The Fastify adapter: trusted proxies only, bounded bodies, and times in which a request must arrive
 * (Node's own are 300 s and 60 s; threat T29).
 */
export function createHttpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: config.http.trustedProxies.length > 0 ? config.http.trustedProxies : false,
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    logger: false,
  });
}

/** On every answer; a page may be framed by its own site only. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'SAMEORIGIN',
};

/** Registers what every process that answers HTTP has: parsers, cookies, headers, and problems as documents. */
export async function configureHttp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await registerBodyParsers(fastify);
  await fastify.register(cookie);
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    done();
  });
  app.useGlobalFilters(new ProblemFilter());
}
