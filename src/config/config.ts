import { resolve } from 'node:path';
import type { Env } from './env.schema.js';
import { type ProvidersConfig, providersConfigOf } from './providers-config.js';

/** The configuration of a process, grouped by who needs it. */
export interface Config {
  http: {
    port: number;
    host: string;
    /** Address readers and moderators use, without a slash at the end; undefined = the one they came by, on this machine only. */
    publicUrl: string | undefined;
    /** Addresses and networks whose X-Forwarded-For is believed. */
    trustedProxies: string[];
    /** Open connections beyond which new ones are closed at once. */
    maxConnections: number;
  };
  database: { url: string; pool: number; migrate: boolean };
  /** Undefined: the queue lives in PostgreSQL. */
  redisUrl: string | undefined;
  /** From the environment; undefined: the one that the database keeps. */
  secret: string | undefined;
  screening: {
    concurrency: number;
    tries: number;
    /** How long a job belongs to a worker that gives no sign of life. */
    lockSeconds: number;
    stageTimeoutMs: number;
    sweepSeconds: number;
    requeueSeconds: number;
    overdueSeconds: number;
    /** Percent of a worker's time that replays of policies may take. */
    replayShare: number;
  };
  review: {
    /** Percent of a worker's time that bulk decisions may take. */
    bulkShare: number;
    /** Of what is decided, so many percent are looked at once more; 0: nothing. */
    samplePercent: number;
  };
  effects: {
    /** Wait before the second, third … try; one more try than there are waits. */
    retrySeconds: number[];
    /** Longest time of one try, from the name to the end of the answer. */
    timeoutSeconds: number;
    /** Age at which the job of a try counts as lost. */
    requeueSeconds: number;
    /** Whether receivers in private networks and on this machine are reached. */
    allowPrivate: boolean;
    /** Whether receivers are reached without TLS. */
    allowHttp: boolean;
    /** Ports of receivers; empty: any. */
    ports: number[];
  };
  providers: ProvidersConfig;
  /** A service that translates texts for moderators, reached by the rules of `providers`; undefined: none. */
  translation: { url: string; secrets: string[]; timeoutMs: number } | undefined;
  addressRetentionDays: number;
  sessionHours: number;
  /** Whether moderators who sign in with a password may do without codes. */
  secondFactor: Env['SECOND_FACTOR'];
  /** A service by which people sign in beside passwords; undefined: none. */
  oidc:
    { issuer: string; clientId: string; clientSecret: string; name: string; allowHttp: boolean } | undefined;
  logLevel: Env['LOG_LEVEL'];
  /** Whether the example site is served under /example/. */
  example: boolean;
  dataDir: string;
  /** Where numbers are told; undefined: nowhere. The worker takes the port after it, 0 any free one. */
  metrics: { port: number; host: string } | undefined;
  /** How long a process that was told to stop says so before it closes. */
  shutdownDelaySeconds: number;
  /** File a worker touches while it works; undefined: none. */
  heartbeatFile: string | undefined;
}

/** Injection token of `Config`. */
export const CONFIG = Symbol('Config');

/**
 * Groups the environment.
 * @throws Error when DATABASE_URL is missing: the roles do not start a database themselves, `replydesk start` does.
 */
export function configOf(env: Env): Config {
  if (env.DATABASE_URL === undefined) {
    throw new Error(
      'DATABASE_URL is not set, and this role does not start a database of its own. Example: DATABASE_URL=postgres://replydesk:secret@localhost:5432/replydesk',
    );
  }
  return {
    http: {
      port: env.PORT,
      host: env.HOST,
      publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
      trustedProxies: env.TRUSTED_PROXIES,
      maxConnections: env.MAX_CONNECTIONS,
    },
    database: { url: env.DATABASE_URL, pool: env.DATABASE_POOL, migrate: env.REPLYDESK_MIGRATE },
    redisUrl: env.REDIS_URL,
    secret: env.REPLYDESK_SECRET,
    screening: {
      concurrency: env.SCREENING_CONCURRENCY,
      tries: env.SCREENING_TRIES,
      lockSeconds: env.WORKER_LOCK_SECONDS,
      stageTimeoutMs: env.STAGE_TIMEOUT_MS,
      sweepSeconds: env.SWEEP_SECONDS,
      requeueSeconds: env.SCREENING_REQUEUE_SECONDS,
      overdueSeconds: env.SCREENING_OVERDUE_SECONDS,
      replayShare: env.REPLAY_SHARE_PERCENT,
    },
    review: { bulkShare: env.BULK_SHARE_PERCENT, samplePercent: env.SAMPLE_PERCENT },
    effects: {
      retrySeconds: env.EFFECTS_RETRY_SECONDS,
      timeoutSeconds: env.EFFECTS_TIMEOUT_SECONDS,
      requeueSeconds: env.EFFECTS_REQUEUE_SECONDS,
      allowPrivate: env.EFFECTS_ALLOW_PRIVATE,
      allowHttp: env.EFFECTS_ALLOW_HTTP,
      ports: env.EFFECTS_PORTS,
    },
    providers: providersConfigOf(env),
    translation: translationOf(env),
    addressRetentionDays: env.ADDRESS_RETENTION_DAYS,
    sessionHours: env.SESSION_HOURS,
    secondFactor: env.SECOND_FACTOR,
    oidc: oidcOf(env),
    logLevel: env.LOG_LEVEL,
    example: env.REPLYDESK_EXAMPLE,
    dataDir: resolve(env.REPLYDESK_DATA_DIR),
    metrics: env.METRICS_PORT === undefined ? undefined : { port: env.METRICS_PORT, host: env.METRICS_HOST },
    shutdownDelaySeconds: env.SHUTDOWN_DELAY_SECONDS,
    heartbeatFile: env.WORKER_HEARTBEAT_FILE,
  };
}

/** @throws Error when the issuer is set and the rest is not, or it would be asked without TLS. */
function oidcOf(env: Env): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined)
    throw new Error(
      'OIDC_ISSUER is set without OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Set all three, or none',
    );
  if (issuer.startsWith('http:') && !env.OIDC_ALLOW_HTTP)
    throw new Error('OIDC_ISSUER is not https. Example: OIDC_ISSUER=https://accounts.google.com');
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME, allowHttp: env.OIDC_ALLOW_HTTP };
}

/** Without a secret nothing is asked: the service could not tell the desk from others. */
function translationOf(env: Env): Config['translation'] {
  const { TRANSLATE_URL: url, TRANSLATE_SECRETS: secrets, TRANSLATE_TIMEOUT_MS: timeoutMs } = env;
  return url === undefined || secrets.length === 0 ? undefined : { url, secrets, timeoutMs };
}
