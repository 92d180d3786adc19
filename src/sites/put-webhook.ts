import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** What became of it. `secret` is told only when it was made; nobody can read it again. */
export type PutWebhookResult =
  { kind: 'set'; secret: string | undefined } | { kind: 'removed' } | { kind: 'unknown-site' };

/** What became of it; `until`: both secrets sign so long. */
export type RotateResult =
  { kind: 'rotated'; secret: string; until: Date } | { kind: 'no-webhook' } | { kind: 'unknown-site' };

/** Bytes of a secret (Standard Webhooks 1.0: 24 to 64). */
const SECRET_BYTES = 32;

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * Sets the address that is told of a site's settled submissions, or removes it (`url: null`) together with its secrets.
 * What already waits goes to the new address.
 */
export async function putWebhook(
  dataSource: DataSource,
  { siteKey, url }: { siteKey: string; url: string | null },
): Promise<PutWebhookResult> {
  if (url === null) return removeWebhook(dataSource, siteKey);
  const secret = newSecret();
  const rows = await changed<{ made: boolean }>(
    dataSource,
    `update site set webhook_url = $2, webhook_secret = coalesce(webhook_secret, $3) where key = $1
     returning webhook_secret = $3 as made`,
    [siteKey, url, secret],
  );
  if (rows[0] === undefined) return { kind: 'unknown-site' };
  // In a transaction of its own: a verdict or decision that begins from now on sees the address.
  await dataSource.query(
    `update site set webhook_since = clock_timestamp()
      where key = $1 and webhook_url is not null and webhook_since is null`,
    [siteKey],
  );
  return { kind: 'set', secret: rows[0].made ? secret : undefined };
}

async function removeWebhook(dataSource: DataSource, siteKey: string): Promise<PutWebhookResult> {
  const rows = await changed(
    dataSource,
    `update site set webhook_url = null, webhook_since = null, webhook_secret = null, webhook_previous_secret = null,
                     webhook_previous_secret_until = null
      where key = $1 returning key`,
    [siteKey],
  );
  return { kind: rows.length === 0 ? 'unknown-site' : 'removed' };
}

/**
 * Gives a webhook a new secret. The one before signs too for `overlapHours`, so that the receiver can change in between;
 * 0 ends it at once. One before that ends in any case.
 */
export async function rotateWebhookSecret(
  dataSource: DataSource,
  { siteKey, overlapHours }: { siteKey: string; overlapHours: number },
): Promise<RotateResult> {
  const secret = newSecret();
  const rows = await changed<{ until: Date }>(
    dataSource,
    `update site set webhook_secret = $2, webhook_previous_secret = webhook_secret,
                     webhook_previous_secret_until = now() + make_interval(hours => $3)
      where key = $1 and webhook_url is not null
      returning webhook_previous_secret_until as until`,
    [siteKey, secret, overlapHours],
  );
  if (rows[0] !== undefined) return { kind: 'rotated', secret, until: rows[0].until };
  const known: unknown[] = await dataSource.query('select 1 from site where key = $1', [siteKey]);
  return { kind: known.length === 0 ? 'unknown-site' : 'no-webhook' };
}

/** TypeORM answers an UPDATE … RETURNING with [rows, count]. */
async function changed<Row = unknown>(
  dataSource: DataSource,
  sql: string,
  parameters: unknown[],
): Promise<Row[]> {
  const [rows]: [Row[], number] = await dataSource.query(sql, parameters);
  return rows;
}
