import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const optionalUrl = (protocols: RegExp, example: string) =>
  z
    .url({ protocol: protocols, error: `must be a URL such as ${example}` })
    .optional()
    .meta({ example });

const wholeNumber = (min: number, max: number, fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` })
    .default(fallback)
    .meta({ example: String(fallback) });

const yesNo = (fallback: boolean) =>
  z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true')
    .meta({ example: String(fallback) });

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}

const networks = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''))
  .refine((parts) => parts.every(isNetwork), { error: 'must be addresses or networks, separated by commas' })
  // Who trusts everybody lets everybody say where they are.
  .refine((parts) => !parts.some((part) => /\/0+$/.test(part)), {
    error: 'must name your proxies, not the whole internet',
  })
  .meta({ example: '10.0.0.0/8,192.168.1.7' });

/** Whole numbers separated by commas, of which `fits` holds. */
const numberList = (fallback: string, fits: (numbers: number[]) => boolean, error: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''))
    .refine((parts) => parts.every((part) => /^\d{1,8}$/.test(part)) && fits(parts.map(Number)), { error })
    .transform((parts) => parts.map(Number))
    .meta({ example: fallback === '' ? '443,8443' : fallback });

const secretText = (example: string) => z.string().min(1).max(1_000).optional().meta({ example });

/** One secret of Standard Webhooks, or two while they are changed. */
const webhookSecrets = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''))
  .refine(
    (parts) => parts.length <= 2 && parts.every((part) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(part)),
    { error: 'must be one or two secrets, each whsec_ and at least 24 bytes in Base64' },
  )
  .meta({ example: 'whsec_ and the output of: openssl rand -base64 32' });

/** Every environment variable the desk reads; documented in docs/operations.md and .env.example. */
export const envSchema = z.object({
  PORT: wholeNumber(0, 65535, 3000),
  HOST: z
    .string()
    .min(1, { error: 'must be an address to listen on' })
    .default('0.0.0.0')
    .meta({ example: '0.0.0.0' }),
  PUBLIC_URL: optionalUrl(/^https?$/, 'https://comments.example.com'),
  DATABASE_URL: optionalUrl(/^postgres(ql)?$/, 'postgres://replydesk:secret@db.example.com:5432/replydesk'),
  REDIS_URL: optionalUrl(/^rediss?$/, 'redis://redis.example.com:6379/0'),
  REPLYDESK_DATA_DIR: z
    .string()
    .min(1, { error: 'must be a directory' })
    .default('.data')
    .meta({ example: '/var/lib/replydesk' }),
  REPLYDESK_SECRET: z
    .string()
    .min(32, { error: 'must have at least 32 characters' })
    .optional()
    .meta({ example: 'the output of: openssl rand -base64 32' }),
  REPLYDESK_MIGRATE: yesNo(true),
  REPLYDESK_EXAMPLE: yesNo(true),
  TRUSTED_PROXIES: networks,
  MAX_CONNECTIONS: wholeNumber(10, 100_000, 5_000),
  DATABASE_POOL: wholeNumber(2, 200, 10),
  SCREENING_CONCURRENCY: wholeNumber(1, 500, 200),
  SCREENING_TRIES: wholeNumber(1, 20, 3),
  WORKER_LOCK_SECONDS: wholeNumber(1, 300, 15),
  STAGE_TIMEOUT_MS: wholeNumber(10, 60_000, 2_000),
  SWEEP_SECONDS: wholeNumber(1, 3600, 5),
  SCREENING_REQUEUE_SECONDS: wholeNumber(1, 86_400, 15),
  SCREENING_OVERDUE_SECONDS: wholeNumber(10, 604_800, 900),
  REPLAY_SHARE_PERCENT: wholeNumber(1, 100, 25),
  BULK_SHARE_PERCENT: wholeNumber(1, 100, 50),
  SAMPLE_PERCENT: wholeNumber(0, 50, 5),
  EFFECTS_RETRY_SECONDS: numberList(
    '10,60,300,1200,3600,21600,86400',
    (waits) => waits.length <= 20 && waits.every((seconds) => seconds <= 604_800),
    'must be at most 20 whole numbers of at most 604800, separated by commas',
  ),
  EFFECTS_TIMEOUT_SECONDS: wholeNumber(1, 60, 10),
  EFFECTS_REQUEUE_SECONDS: wholeNumber(1, 86_400, 30),
  EFFECTS_ALLOW_PRIVATE: yesNo(false),
  EFFECTS_ALLOW_HTTP: yesNo(false),
  EFFECTS_PORTS: numberList(
    '',
    (ports) => ports.every((port) => port >= 1 && port <= 65_535),
    'must be ports, separated by commas',
  ),
  PROVIDER_TIMEOUT_MS: wholeNumber(50, 10_000, 800),
  PROVIDER_CONCURRENCY: wholeNumber(1, 500, 20),
  PROVIDER_ALLOW_PRIVATE: yesNo(false),
  PROVIDER_ALLOW_HTTP: yesNo(false),
  PROVIDER_PORTS: numberList(
    '',
    (ports) => ports.every((port) => port >= 1 && port <= 65_535),
    'must be ports, separated by commas',
  ),
  PROVIDER_MODERATION_URL: optionalUrl(/^https?$/, 'https://api.openai.com/v1'),
  PROVIDER_MODERATION_KEY: secretText('sk-…'),
  PROVIDER_MODERATION_MODEL: z
    .string()
    .default('omni-moderation-latest')
    .meta({ example: 'omni-moderation-latest' }),
  PROVIDER_CHAT_URL: optionalUrl(/^https?$/, 'http://127.0.0.1:8080/v1'),
  PROVIDER_CHAT_KEY: secretText('sk-…'),
  PROVIDER_CHAT_MODEL: z.string().default('default').meta({ example: 'gpt-oss-safeguard-20b' }),
  PROVIDER_CHAT_TIMEOUT_MS: wholeNumber(100, 60_000, 5_000),
  PROVIDER_AKISMET_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL' })
    .default('https://rest.akismet.com/1.1/comment-check')
    .meta({ example: 'https://rest.akismet.com/1.1/comment-check' }),
  PROVIDER_AKISMET_KEY: secretText('123456789abc'),
  PROVIDER_AKISMET_SITE: optionalUrl(/^https?$/, 'https://news.example.com/'),
  PROVIDER_WEBHOOK_URL: optionalUrl(/^https?$/, 'https://classifier.example.com/moderate'),
  PROVIDER_WEBHOOK_SECRETS: webhookSecrets,
  TRANSLATE_URL: optionalUrl(/^https?$/, 'https://translate.example.com/'),
  TRANSLATE_SECRETS: webhookSecrets,
  TRANSLATE_TIMEOUT_MS: wholeNumber(100, 60_000, 5_000),
  ADDRESS_RETENTION_DAYS: wholeNumber(1, 3650, 30),
  SESSION_HOURS: wholeNumber(1, 24 * 90, 24 * 7),
  SECOND_FACTOR: z
    .enum(['optional', 'required'], { error: 'must be optional or required' })
    .default('optional')
    .meta({ example: 'required' }),
  OIDC_ISSUER: optionalUrl(/^https?$/, 'https://accounts.google.com'),
  OIDC_CLIENT_ID: secretText('replydesk'),
  OIDC_CLIENT_SECRET: secretText('what the service gave you'),
  OIDC_NAME: z.string().min(1).max(60).default('OpenID Connect').meta({ example: 'Google Workspace' }),
  OIDC_ALLOW_HTTP: yesNo(false),
  METRICS_PORT: wholeNumber(0, 65_534, 9464).removeDefault().optional().meta({ example: '9464' }),
  METRICS_HOST: z
    .string()
    .min(1, { error: 'must be an address to listen on' })
    .default('127.0.0.1')
    .meta({ example: '127.0.0.1' }),
  SHUTDOWN_DELAY_SECONDS: wholeNumber(0, 60, 0),
  WORKER_HEARTBEAT_FILE: z.string().min(1).optional().meta({ example: '/tmp/replydesk-worker.alive' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info')
    .meta({ example: 'info' }),
});

/** The environment, parsed. */
export type Env = z.infer<typeof envSchema>;

/** A variable with a wrong value, as a sentence that names it, the fault and an example. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Parses the environment; empty values count as unset.
 * @throws ConfigError with one sentence for each wrong variable. Values are never repeated: they may be secret.
 */
export function parseEnv(source: NodeJS.ProcessEnv): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = envSchema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map(({ path, message }) => sentence(String(path[0]), message)));
}

function sentence(variable: string, fault: string): string {
  const shape: Record<string, z.ZodType> = envSchema.shape;
  const example = shape[variable]?.meta()?.['example'];
  return `${variable} ${fault}. Example: ${variable}=${typeof example === 'string' ? example : ''}`;
}
