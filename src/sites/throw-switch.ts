import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { SwitchView } from '../contract/policy-api.js';
import type { SwitchName } from '../domain/panic-switch.entity.js';
import { Site } from '../domain/site.entity.js';
import { Thread } from '../domain/thread.entity.js';

/** Entries that a list shows at most, the newest. */
const MOST = 100;

/** What somebody switches; `thread` belongs to `thread-hold` alone. */
export interface SwitchChange {
  site: string;
  name: SwitchName;
  thread?: string | undefined;
  on: boolean;
  reason: string;
  /** After so many it ends by itself; without it when somebody ends it. */
  minutes?: number | undefined;
  /** A moderator's e-mail, or `system`. */
  by: string;
}

/** Switches something on or off, for the very next submission that is screened. */
export async function throwSwitch(
  manager: EntityManager,
  { site: siteKey, name, thread: threadKey, on, reason, minutes, by }: SwitchChange,
): Promise<'switched' | 'unknown-site' | 'unknown-thread'> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  if (site === null) return 'unknown-site';
  const isOfThread = name === 'thread-hold';
  const thread = isOfThread
    ? await manager.getRepository(Thread).findOneBy({ siteId: site.id, key: threadKey ?? '' })
    : null;
  if (isOfThread && thread === null) return 'unknown-thread';
  await manager.query(
    `insert into panic_switch (id, site_id, thread_id, name, is_on, reason, created_by, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8))`,
    [randomUUID(), site.id, thread?.id ?? null, name, on, reason, by, on ? (minutes ?? null) : null],
  );
  return 'switched';
}

/** Who switched what on a site, newest first, and which of that holds now; null when there is no such site. */
export async function listSwitches(manager: EntityManager, siteKey: string): Promise<SwitchView[] | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  if (site === null) return null;
  const rows: (Omit<SwitchView, 'at' | 'until'> & { at: Date; until: Date | null })[] = await manager.query(
    `select w.name, t.key as thread, w.is_on as "on", w.reason, w.created_by as by, w.created_at as at,
            w.ends_at as until, (w.ends_at is null or w.ends_at > now())
              and row_number() over (partition by w.name, w.thread_id order by w.number desc) = 1 as now
       from panic_switch w left join thread t on t.id = w.thread_id
      where w.site_id = $1 order by w.number desc limit ${MOST}`,
    [site.id],
  );
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    until: row.until?.toISOString() ?? null,
  }));
}
