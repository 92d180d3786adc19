import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { hashToken, newSecretToken } from './secret-token.js';

/** What every bearer token starts with, so that scanners of secrets find it. */
const PREFIX = 'rd_';

/** `token` is told this once and stored nowhere. */
export type CreateTokenResult =
  { kind: 'created'; id: string; token: string; createdAt: Date } | { kind: 'unknown-moderator' };

/** Creates a bearer token for the moderator with this e-mail; `name` says what it is for. */
export async function createToken(
  manager: EntityManager,
  input: { email: string; name: string },
): Promise<CreateTokenResult> {
  const token = PREFIX + newSecretToken();
  const id = randomUUID();
  const rows: { created_at: Date }[] = await manager.query(
    `insert into api_token (id, token_hash, moderator_id, name)
     select $1, $2, id, $3 from moderator where email = $4 returning created_at`,
    [id, hashToken(token), input.name, input.email.trim().toLowerCase()],
  );
  const row = rows[0];
  return row === undefined
    ? { kind: 'unknown-moderator' }
    : { kind: 'created', id, token, createdAt: row.created_at };
}
