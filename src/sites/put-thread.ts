import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Site } from '../domain/site.entity.js';
import { Thread } from '../domain/thread.entity.js';
import { threadIsClosed } from '../domain/thread-closed.js';

/** What may be set of a thread; what is absent stays as it is. */
export const threadChangeSchema = z.strictObject({
  site: z.string().min(1),
  key: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}\s](?:[^\p{Cc}]*[^\p{Cc}\s])?$/u),
  title: z.string().trim().min(1).max(500).optional(),
  /** Absolute, or a path of the desk; empty: none, the page is the desk's own. */
  url: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ }), z.string().regex(/^\/(?![/\\])[^\s\\]*$/)])
    .transform((value) => (value === '' ? null : value))
    .optional(),
  /** Empty: the site's. */
  locale: z
    .enum(['', 'en', 'ja'])
    .transform((value) => (value === '' ? null : value))
    .optional(),
  closed: z.boolean().optional(),
  hidden: z.boolean().optional(),
});

/** What may be set of a thread; what is absent stays as it is. */
export type ThreadChange = z.infer<typeof threadChangeSchema>;

/** What became of it: `untitled` is a new thread without a title. */
export type PutThreadResult =
  | { kind: 'created' | 'changed'; site: Site; thread: Thread }
  | { kind: 'unknown-site' }
  | { kind: 'untitled' };

/** Creates a thread or changes one. */
export async function putThread(manager: EntityManager, change: ThreadChange): Promise<PutThreadResult> {
  return manager.transaction(async (inner) => {
    const { site: siteKey, key, ...settings } = change;
    const site = await inner.getRepository(Site).findOneBy({ key: siteKey });
    if (site === null) return { kind: 'unknown-site' };
    const threads = inner.getRepository(Thread);
    let created = false;
    if (settings.title !== undefined) {
      const inserted: unknown[] = await inner.query(
        `insert into thread (id, site_id, key, title) values ($1, $2, $3, $4)
         on conflict (site_id, key) do nothing returning id`,
        [randomUUID(), site.id, key, settings.title],
      );
      created = inserted.length > 0;
    }
    const thread = await threads.findOne({
      where: { siteId: site.id, key },
      lock: { mode: 'pessimistic_write' },
    });
    if (thread === null) return { kind: 'untitled' };
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    Object.assign(thread, Object.fromEntries(given));
    await threads.save(thread);
    if (settings.closed === false) await openIfOver(inner, thread.id);
    return { kind: created ? 'created' : 'changed', site, thread };
  });
}

/** A thread that somebody opens by hand is open, even where its time was over or had not come; its days count from now. */
async function openIfOver(manager: EntityManager, id: string): Promise<void> {
  await manager.query(
    `update thread set opens_at = now(), closes_at = case when closes_at > now() then closes_at end
       from site where thread.id = $1 and site.id = thread.site_id and ${threadIsClosed('thread', 'site')}`,
    [id],
  );
}
