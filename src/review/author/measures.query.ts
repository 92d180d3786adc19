import type { EntityManager } from 'typeorm';
import type { MeasureView } from '../../contract/item-api.js';

/** Measures of an author that are shown at most. */
const MOST = 20;

/** Whether a measure `m` is in force, by the database's clock. */
export const IN_FORCE = `(m.ended_at is null and (m.until is null or m.until > now()))`;

interface Row extends Omit<MeasureView, 'at' | 'until' | 'endedAt' | 'site'> {
  at: Date;
  until: Date | null;
  endedAt: Date | null;
  site_key: string | null;
  site_name: string | null;
}

/** Measures that `where` chooses of `author_measure m`, those in force first, then the newest. */
async function read(manager: EntityManager, where: string, values: unknown[]): Promise<MeasureView[]> {
  const rows: Row[] = await manager.query(
    `select m.id, m.kind, m.reason, m.until, m.created_at as at, m.ended_at as "endedAt", maker.name as by,
            ender.name as "endedBy", ${IN_FORCE} as "inForce", site.key as site_key, site.name as site_name
       from author_measure m join moderator maker on maker.id = m.moderator_id
       left join moderator ender on ender.id = m.ended_by left join site on site.id = m.site_id
      where ${where} order by ${IN_FORCE} desc, m.created_at desc, m.id limit ${MOST}`,
    values,
  );
  return rows.map(({ at, until, endedAt, site_key: key, site_name: name, ...row }) => ({
    ...row,
    site: key === null || name === null ? null : { key, name },
    at: at.toISOString(),
    until: until?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  }));
}

/** Measures upon an author on a site and on all sites; none for a key of null. */
export async function measuresUpon(
  manager: EntityManager,
  { key, siteId }: { key: string | null; siteId: string },
): Promise<MeasureView[]> {
  if (key === null) return [];
  return read(manager, 'm.author_key = $1 and (m.site_id is null or m.site_id = $2)', [key, siteId]);
}

/** One measure; null when there is none. */
export async function findMeasure(manager: EntityManager, id: string): Promise<MeasureView | null> {
  return (await read(manager, 'm.id = $1', [id]))[0] ?? null;
}
