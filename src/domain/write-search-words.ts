import type { EntityManager } from 'typeorm';
import { searchVector } from './search-words.js';
import type { Signal } from './signal.js';

/** What of a submission's row its search is made from. */
export interface SearchedRow {
  id: string;
  body: string;
  author_name: string;
  author_url: string;
  email_key: string;
  received_at: Date;
}

/** What the machine said of it; a person's record adds nothing to find it by. */
type SearchedRecord = { kind: 'verdict'; matched: string[]; signals: Signal[] } | { kind: 'decision' };

/** Writes what submissions are found by, once they have left `received`. In the transaction that settles. */
export async function writeSearchWords(
  manager: EntityManager,
  fresh: readonly { row: SearchedRow; settlement: { record: SearchedRecord } }[],
): Promise<void> {
  if (fresh.length === 0) return;
  await manager.query(
    `insert into submission_search (submission_id, received_at, words)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::tsvector[]) on conflict (submission_id) do nothing`,
    [
      fresh.map(({ row }) => row.id),
      fresh.map(({ row }) => row.received_at),
      fresh.map(({ row, settlement: { record } }) =>
        searchVector({
          body: row.body,
          authorName: row.author_name,
          authorUrl: row.author_url,
          emailKey: row.email_key,
          rules: record.kind === 'verdict' ? record.matched : [],
          signals: record.kind === 'verdict' ? seenKinds(record.signals) : [],
        }),
      ),
    ],
  );
}

/** Kinds of signals that saw something. */
function seenKinds(signals: readonly Signal[]): string[] {
  return signals.filter(({ score }) => score > 0).map(({ kind }) => kind);
}
