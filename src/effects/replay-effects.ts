import type { EntityManager } from 'typeorm';
import { EFFECTS_CHANNEL } from '../domain/write-effects.js';

/** Which effects are to be tried again: one, or all that were given up (of one site). */
export type ReplayWish = { id: string } | { dead: true; site: string | undefined };

/**
 * Has effects tried again at once, with all their tries, under the same id: done, given up or waiting for their next try.
 * One that is just being tried, or was taken back, stays as it is.
 * @returns how many will be tried again.
 */
export async function replayEffects(manager: EntityManager, wish: ReplayWish): Promise<number> {
  const one = 'id' in wish;
  const [, count]: [unknown, number] = await manager.query(
    `update outbox set state = 'pending', attempts = 0, due_at = now(), queued_at = null, finished_at = null
      where ${
        one
          ? `(id = $1::uuid and queued_at is null and state <> 'cancelled')`
          : `(state = 'dead' and ($1::text is null or site_id = (select id from site where key = $1)))`
      }`,
    [one ? wish.id : (wish.site ?? null)],
  );
  if (count > 0) await manager.query(`select pg_notify($1, '')`, [EFFECTS_CHANNEL]);
  return count;
}
