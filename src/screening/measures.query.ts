import type { DataSource } from 'typeorm';
import type { MeasureKind } from '../domain/measure-kind.js';
import { authorKeyOf, type Keys } from '../domain/keys.js';

/** A measure that a submission falls under. */
export interface Measure {
  id: string;
  kind: MeasureKind;
}

/**
 * The measures in force upon the authors of submissions, on their site or on all, by the database's clock. Those of
 * authors without any are left out.
 * @throws when the database fails.
 */
export async function measuresOf(
  dataSource: DataSource,
  keys: Keys,
  ids: readonly string[],
): Promise<Map<string, Measure[]>> {
  const authors: { id: string; emailKey: string; nameKey: string }[] = await dataSource.query(
    `select id, email_key as "emailKey", name_key as "nameKey" from submission where id = any($1::uuid[])`,
    [ids],
  );
  const known = authors.flatMap((author) => {
    const key = authorKeyOf(keys, author);
    return key === null ? [] : [{ id: author.id, key }];
  });
  if (known.length === 0) return new Map();
  const rows: { id: string; measures: Measure[] }[] = await dataSource.query(
    `select s.id, jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind) order by m.created_at, m.id) as measures
       from unnest($1::uuid[], $2::text[]) as item(id, author_key)
       join submission s on s.id = item.id
       join author_measure m on m.author_key = item.author_key and (m.site_id is null or m.site_id = s.site_id)
      where m.ended_at is null and (m.until is null or m.until > now())
      group by s.id`,
    [known.map(({ id }) => id), known.map(({ key }) => key)],
  );
  return new Map(rows.map(({ id, measures }) => [id, measures]));
}
