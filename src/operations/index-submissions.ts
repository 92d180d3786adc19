import type { DataSource } from 'typeorm';
import { searchVector } from '../domain/search-words.js';

/** Any constant: one worker of the installation does this at a time. */
const LOCK = 7_301_114_012;

/** Submissions of one transaction. */
const BATCH = 500;

interface MissingRow {
  id: string;
  received_at: Date;
  body: string;
  author_name: string;
  author_url: string;
  email_key: string;
  matched: string[] | null;
  kinds: string[] | null;
}

/**
 * Writes what submissions are found by where that is missing: for those from before there was a search, and after a restore.
 * @returns how many were written; less than a batch when none is left, or another worker is at it.
 * @throws when the database fails.
 */
export async function indexSubmissions(dataSource: DataSource): Promise<{ written: number; more: boolean }> {
  return dataSource.transaction(async (manager) => {
    const [lock]: { ours: boolean }[] = await manager.query(
      `select pg_try_advisory_xact_lock(${LOCK}) as ours`,
    );
    if (lock?.ours !== true) return { written: 0, more: false };
    const rows: MissingRow[] = await manager.query(
      `select s.id, s.received_at, s.body, s.author_name, s.author_url, s.email_key, v.matched,
              array(select signal->>'kind' from jsonb_array_elements(v.signals) as signal
                     where (signal->>'score')::float8 > 0) as kinds
         from (select * from submission s
                where s.state <> 'received'
                  and not exists (select 1 from submission_search x where x.submission_id = s.id)
                limit ${BATCH}) as s
         left join lateral (select matched, signals from verdict v where v.submission_id = s.id and not v.recheck
                             order by v.created_at limit 1) v on true`,
    );
    await manager.query(
      `insert into submission_search (submission_id, received_at, words)
       select * from unnest($1::uuid[], $2::timestamptz[], $3::tsvector[]) on conflict (submission_id) do nothing`,
      [
        rows.map(({ id }) => id),
        rows.map((row) => row.received_at),
        rows.map((row) =>
          searchVector({
            body: row.body,
            authorName: row.author_name,
            authorUrl: row.author_url,
            emailKey: row.email_key,
            rules: row.matched ?? [],
            signals: row.kinds ?? [],
          }),
        ),
      ],
    );
    return { written: rows.length, more: rows.length === BATCH };
  });
}
