import type { EntityManager } from 'typeorm';
import type { AuthorWaiting } from '../../contract/item-api.js';
import type { Language } from '../../contract/review-api.js';
import { severeById } from '../severe-by-id.query.js';
import type { Author } from './author.query.js';

/** As many as one request may decide. */
const MOST = 1_000;
const SHOWN = 5;
const EXCERPT = 160;

/**
 * What of an author waits for a person, newest first: by the e-mail, or by the name where there is none, as measures know
 * an author. `everywhere`: on all sites.
 */
export async function waitingOf(
  manager: EntityManager,
  { siteId, emailKey, nameKey, key }: Author,
  { everywhere, language }: { everywhere: boolean; language: Language },
): Promise<AuthorWaiting> {
  if (key === null) return { count: 0, items: [], newest: [] };
  const items: AuthorWaiting['items'] = await manager.query(
    `select s.id, s.version from submission s
      where s.site_id in (select id from site where $4 or id = $1) and s.email_key = $2
        and ($2 <> '' or s.name_key = $3) and s.state = 'held'
      order by s.received_at desc, s.id desc limit ${MOST}`,
    [siteId, emailKey, nameKey, everywhere],
  );
  const rows: (Omit<AuthorWaiting['newest'][number], 'receivedAt' | 'severe'> & { at: Date })[] =
    await manager.query(
      `select s.id, left(s.body, ${EXCERPT}) as text, s.received_at as at,
            jsonb_build_object('key', t.key, 'title', t.title) as thread
       from submission s join thread t on t.id = s.thread_id
      where s.id = any($1::uuid[]) order by s.received_at desc, s.id desc`,
      [items.slice(0, SHOWN).map(({ id }) => id)],
    );
  const severeOf = await severeById(
    manager,
    rows.map(({ id }) => id),
    language,
  );
  const newest = rows.map(({ at, ...row }) => ({
    ...row,
    severe: severeOf(row.id),
    receivedAt: at.toISOString(),
  }));
  return { count: items.length, items, newest };
}
