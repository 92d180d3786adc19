import type { Env } from './env.schema.js';

/** Where outside moderation services are. Which of them a site uses is in its policy. */
export interface ProvidersConfig {
  /** Longest time of one call of a classifier; a language model has its own. */
  timeoutMs: number;
  /** Calls of one service at once, in one worker. */
  concurrency: number;
  /** Whether services in private networks and on this machine, without TLS, and on which ports, are reached. */
  allowPrivate: boolean;
  allowHttp: boolean;
  ports: number[];
  moderation: { url: string; key: string | undefined; model: string } | undefined;
  chat: { url: string; key: string | undefined; model: string; timeoutMs: number } | undefined;
  akismet: { url: string; key: string; site: string } | undefined;
  webhook: { url: string; secrets: string[] } | undefined;
}

/** Groups the environment. A service without its address, or Akismet without its key, is not configured. */
export function providersConfigOf(env: Env): ProvidersConfig {
  const base = (url: string) => url.replace(/\/+$/, '');
  const { PROVIDER_AKISMET_KEY: akismetKey, PROVIDER_AKISMET_SITE: site } = env;
  return {
    timeoutMs: env.PROVIDER_TIMEOUT_MS,
    concurrency: env.PROVIDER_CONCURRENCY,
    allowPrivate: env.PROVIDER_ALLOW_PRIVATE,
    allowHttp: env.PROVIDER_ALLOW_HTTP,
    ports: env.PROVIDER_PORTS,
    moderation:
      env.PROVIDER_MODERATION_URL === undefined
        ? undefined
        : {
            url: base(env.PROVIDER_MODERATION_URL),
            key: env.PROVIDER_MODERATION_KEY,
            model: env.PROVIDER_MODERATION_MODEL,
          },
    chat:
      env.PROVIDER_CHAT_URL === undefined
        ? undefined
        : {
            url: base(env.PROVIDER_CHAT_URL),
            key: env.PROVIDER_CHAT_KEY,
            model: env.PROVIDER_CHAT_MODEL,
            timeoutMs: env.PROVIDER_CHAT_TIMEOUT_MS,
          },
    akismet:
      akismetKey === undefined || site === undefined
        ? undefined
        : { url: env.PROVIDER_AKISMET_URL, key: akismetKey, site },
    webhook:
      env.PROVIDER_WEBHOOK_URL === undefined || env.PROVIDER_WEBHOOK_SECRETS.length === 0
        ? undefined
        : { url: env.PROVIDER_WEBHOOK_URL, secrets: env.PROVIDER_WEBHOOK_SECRETS },
  };
}
