import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

/**
 * The secret that all processes of an installation share, made at the first call.
 * Used where REPLYDESK_SECRET is not set.
 */
export async function instanceSecret(dataSource: DataSource): Promise<string> {
  await dataSource.query(`insert into instance (id, secret) values (1, $1) on conflict do nothing`, [
    randomBytes(32).toString('base64url'),
  ]);
  const rows: { secret: string }[] = await dataSource.query(`select secret from instance where id = 1`);
  const secret = rows[0]?.secret;
  if (secret === undefined) throw new Error('the table instance lost its row');
  return secret;
}
