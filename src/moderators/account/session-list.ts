import type { DataSource, EntityManager } from 'typeorm';
import type { SessionListItem } from '../../contract/account-api.js';
import { REVIEW_CHANNEL } from '../../domain/settle-submission.js';
import { deviceOf } from './device-of.js';

interface Row {
  id: string;
  user_agent: string;
  network: string;
  created_at: Date;
  last_seen_at: Date;
}

/** The browsers in which a moderator is signed in, the last seen first; `current` is the id of the one that asks. */
export async function listSessions(
  dataSource: DataSource,
  moderatorId: string,
  current: string,
): Promise<SessionListItem[]> {
  const rows: Row[] = await dataSource.query(
    `select id, user_agent, network, created_at, last_seen_at from session
      where moderator_id = $1 and expires_at > now() order by id = $2 desc, last_seen_at desc, id`,
    [moderatorId, current],
  );
  return rows.map((row) => ({
    id: row.id,
    device: deviceOf(row.user_agent),
    network: row.network,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    current: row.id === current,
  }));
}

/** Ends one session of a moderator. @returns whether there was one. */
export function endSession(dataSource: DataSource, moderatorId: string, id: string): Promise<boolean> {
  return dataSource.transaction(async (manager) => {
    const [, ended]: [unknown[], number] = await manager.query(
      'delete from session where moderator_id = $1 and id = $2',
      [moderatorId, id],
    );
    await wakeStreams(manager);
    return ended > 0;
  });
}

/** Ends the sessions of a moderator, and sign-ins that are half done; `except` is the id of one that goes on. */
export async function endSessions(
  manager: EntityManager,
  moderatorId: string,
  except: string | null = null,
): Promise<number> {
  const [, ended]: [unknown[], number] = await manager.query(
    'delete from session where moderator_id = $1 and id is distinct from $2',
    [moderatorId, except],
  );
  await manager.query('delete from sign_in_step where moderator_id = $1', [moderatorId]);
  await wakeStreams(manager);
  return ended;
}

/** Event streams look whether their session is still there. */
async function wakeStreams(manager: EntityManager): Promise<void> {
  await manager.query(`select pg_notify($1, '')`, [REVIEW_CHANNEL]);
}
