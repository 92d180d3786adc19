import type { DataSource, EntityManager } from 'typeorm';
import { hashToken, newSecretToken } from './secret-token.js';

/** Whether somebody can already make accounts. */
export async function hasAdmin(manager: EntityManager): Promise<boolean> {
  const rows: unknown[] = await manager.query(`select 1 from moderator where role = 'admin' limit 1`);
  return rows.length > 0;
}

/**
 * Makes the one-time token that creates the first admin (POST /api/v1/setup); an earlier one stops working.
 * @returns null when there is an admin.
 */
export function issueSetupLink(dataSource: DataSource): Promise<string | null> {
  return dataSource.transaction(async (manager) => {
    if (await hasAdmin(manager)) return null;
    const token = newSecretToken();
    await manager.query('delete from setup_link');
    await manager.query('insert into setup_link (token_hash) values ($1)', [hashToken(token)]);
    return token;
  });
}
