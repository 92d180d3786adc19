import cookie from '@fastify/cookie';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { reportAnswers } from './answered.js';
import { BODY_LIMIT, registerBodyParsers } from './body.js';
import { boundClosing } from './drain.js';
import { ProblemFilter } from './problem.js';
import { refuseBadFraming, stopReading, warnOfUntrustedProxy } from './request-checks.js';

/** Times and sizes of a connection; Node's own are 300 s, 60 s, 16 KiB and no limits (threats T28, T29). */
const CONNECTION = {
  requestTimeout: 15_000,
  headersTimeout: 10_000,
  idleTimeout: 30_000,
  keepAliveTimeout: 10_000,
  checkingInterval: 5_000,
  /** Request line and headers together, in bytes. */
  headerBytes: 16 * 1024,
  requestsPerSocket: 1_000,
} as const;

/**
 * The Fastify adapter: trusted proxies only, bounded bodies, headers and connections, and times in which a request must
 * arrive.
 */
export function createHttpAdapter(config: Config): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: config.http.trustedProxies.length > 0 ? config.http.trustedProxies : false,
    requestTimeout: CONNECTION.requestTimeout,
    connectionTimeout: CONNECTION.idleTimeout,
    keepAliveTimeout: CONNECTION.keepAliveTimeout,
    maxRequestsPerSocket: CONNECTION.requestsPerSocket,
    http: {
      headersTimeout: CONNECTION.headersTimeout,
      connectionsCheckingInterval: CONNECTION.checkingInterval,
      maxHeaderSize: CONNECTION.headerBytes,
    },
    forceCloseConnections: 'idle',
    // Whoever sends on a connection that is still open while the process stops is answered as always.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 300 },
    logger: false,
  });
  adapter.getInstance().server.maxConnections = config.http.maxConnections;
  return adapter;
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
  fastify.addHook('onRequest', refuseBadFraming);
  fastify.addHook('onResponse', stopReading);
  if (app.get<Config>(CONFIG).http.trustedProxies.length === 0) {
    fastify.addHook('onRequest', warnOfUntrustedProxy());
  }
  reportAnswers(fastify);
  boundClosing(fastify);
  app.useGlobalFilters(new ProblemFilter());
}
