import type { DataSource } from 'typeorm';
import type { SubmissionState } from '../domain/submission-state.js';
import type { SubmissionRow } from './submission-row.js';

/** What the database said of one submission. */
export type Stored =
  | {
      kind: 'accepted';
      id: string;
      /** The number it has as a comment once approved. */
      number: number;
      state: SubmissionState;
      /** The idempotency key was known: this is the first submission. */
      repeated: boolean;
    }
  /** The same comment is there already. */
  | { kind: 'duplicate' }
  /** The same e-mail or address submitted too short a time ago; whole seconds to wait, at least 1. */
  | { kind: 'flood'; retryAfterSeconds: number }
  /** The idempotency key came with something else before. */
  | { kind: 'key-reused' };

/** Another transaction took a unique key between judging and writing; nothing was stored. */
export class RacedError extends Error {
  constructor() {
    super('another transaction was faster');
    this.name = 'RacedError';
  }
}

const COLUMNS: readonly { name: string; type: string; of: (row: SubmissionRow) => unknown }[] = [
  { name: 'id', type: 'uuid', of: (row) => row.id },
  { name: 'site_id', type: 'uuid', of: (row) => row.siteId },
  { name: 'thread_id', type: 'uuid', of: (row) => row.threadId },
  { name: 'thread_key', type: 'text', of: (row) => row.threadKey },
  { name: 'thread_title', type: 'text', of: (row) => row.threadTitle },
  { name: 'parent_number', type: 'bigint', of: (row) => row.parentNumber },
  { name: 'author_name', type: 'text', of: (row) => row.authorName },
  { name: 'author_email', type: 'text', of: (row) => row.authorEmail },
  { name: 'author_url', type: 'text', of: (row) => row.authorUrl },
  { name: 'name_key', type: 'text', of: (row) => row.nameKey },
  { name: 'email_key', type: 'text', of: (row) => row.emailKey },
  { name: 'body', type: 'text', of: (row) => row.body },
  { name: 'user_agent', type: 'text', of: (row) => row.userAgent },
  { name: 'address', type: 'text', of: (row) => row.address },
  { name: 'address_hash', type: 'text', of: (row) => row.addressHash },
  { name: 'network_hash', type: 'text', of: (row) => row.networkHash },
  { name: 'language', type: 'text', of: (row) => row.language },
  { name: 'duplicate_hash', type: 'text', of: (row) => row.duplicateHash },
  { name: 'text_hash', type: 'text', of: (row) => row.textHash },
  { name: 'flood_seconds', type: 'int', of: (row) => row.floodSeconds },
  { name: 'email_gate', type: 'text', of: (row) => row.emailGate },
  { name: 'address_gate', type: 'text', of: (row) => row.addressGate },
  { name: 'idempotency_key', type: 'text', of: (row) => row.idempotencyKey },
  { name: 'request_hash', type: 'text', of: (row) => row.requestHash },
];

/**
 * Judges each submission in WordPress's order (after idempotency: duplicate, then flood) and writes what is accepted.
 * Every process writes threads, gates, submissions and keys in this order and each sorted, so that transactions wait for
 * each other but never in a circle. Judging reads; the unique keys decide: where a row that was judged acceptable was not
 * written, another transaction was faster. Whole seconds, as WordPress counts: 14 are too few, 15 are enough.
 */
const SQL = `
  with item as (
    select * from unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})
      as item(${COLUMNS.map(({ name }) => name).join(', ')})
  ), placed as (
    select item.*, item.thread_key is not null and known.id is null as is_new,
           case when item.thread_key is null then item.thread_id
                else coalesce(known.id, first_value(item.thread_id) over (partition by item.site_id, item.thread_key
                                                                          order by item.id)) end as place_id
      from item left join thread known on known.site_id = item.site_id and known.key = item.thread_key
  ), judged as materialized (
    select item.*, first.submission_id as first_id, flood.wait,
           case
             when first.request_hash = item.request_hash then 'repeated'
             when first.request_hash is not null then 'key-reused'
             when exists (select from submission s
                           where s.thread_id = item.place_id and s.duplicate_hash = item.duplicate_hash
                             and s.claims_duplicate) then 'duplicate'
             when flood.wait > 0 then 'flood'
             else 'accepted'
           end as outcome
      from placed item
      left join idempotency_key first on first.site_id = item.site_id and first.key = item.idempotency_key
      left join lateral (
        select max(item.flood_seconds
                   - extract(epoch from date_trunc('second', now()) - date_trunc('second', gate.last_at)))::int as wait
          from flood_gate gate
         where gate.site_id = item.site_id and gate.key in (item.email_gate, item.address_gate)
      ) flood on true
  ), wanted_thread as (
    select distinct on (site_id, thread_key) place_id, site_id, thread_key, thread_title
      from judged where outcome = 'accepted' and is_new
  ), made_thread as (
    insert into thread (id, site_id, key, title)
    select place_id, site_id, thread_key, thread_title from wanted_thread order by site_id, thread_key
    on conflict (site_id, key) do nothing
    returning id
  ), wanted_gate as (
    select judged.site_id, gate.key
      from judged cross join lateral (values (email_gate), (address_gate)) as gate(key)
     where outcome = 'accepted' and gate.key is not null
  ), passed_gate as (
    insert into flood_gate as gate (site_id, key, last_at)
    select site_id, key, now() from wanted_gate
     where (select count(*) from made_thread) = (select count(*) from wanted_thread)
     order by site_id, key
    on conflict (site_id, key) do update set last_at = excluded.last_at
     where date_trunc('second', gate.last_at) <= date_trunc('second', excluded.last_at)
           - make_interval(secs => (select max(item.flood_seconds) from item where item.site_id = gate.site_id))
    returning key
  ), stored as (
    insert into submission (id, site_id, thread_id, parent_number, author_name, author_email, author_url, name_key,
                            email_key, body, user_agent, address, address_hash, network_hash, language, duplicate_hash,
                            text_hash)
    select id, site_id, place_id, parent_number, author_name, author_email, author_url, name_key,
           email_key, body, user_agent, address, address_hash, network_hash, language, duplicate_hash, text_hash
      from judged
     where outcome = 'accepted' and (select count(*) from made_thread) = (select count(*) from wanted_thread)
       and (select count(*) from passed_gate) = (select count(*) from wanted_gate)
     order by place_id, duplicate_hash
    on conflict (thread_id, duplicate_hash) where claims_duplicate do nothing
    returning id, number
  ), kept_key as (
    insert into idempotency_key (site_id, key, request_hash, submission_id)
    select judged.site_id, judged.idempotency_key, judged.request_hash, judged.id
      from judged join stored on stored.id = judged.id
     where judged.idempotency_key is not null
     order by judged.site_id, judged.idempotency_key
    on conflict (site_id, key) do nothing
    returning submission_id
  )
  select judged.id, judged.outcome, judged.wait, first.id as first_id, first.number as first_number,
         first.state as first_state, stored.number,
         judged.idempotency_key is null or kept_key.submission_id is not null as key_kept
    from judged
    left join stored on stored.id = judged.id
    left join kept_key on kept_key.submission_id = judged.id
    left join submission first on first.id = judged.first_id`;

interface OutcomeRow {
  id: string;
  outcome: 'accepted' | 'repeated' | 'key-reused' | 'duplicate' | 'flood';
  wait: number | null;
  first_id: string | null;
  first_number: number | null;
  first_state: SubmissionState | null;
  number: number | null;
  key_kept: boolean;
}

/**
 * Stores submissions in one transaction.
 * @param rows no two of which could refuse each other (`contestedKeys`).
 * @returns one answer each, in order, after COMMIT.
 * @throws RacedError when another transaction was faster; what the database throws. Then nothing is stored.
 */
export async function storeBatch(dataSource: DataSource, rows: readonly SubmissionRow[]): Promise<Stored[]> {
  const params = COLUMNS.map(({ of }) => rows.map(of));
  const outcomes = await dataSource.transaction(async (manager) => {
    const found: OutcomeRow[] = await manager.query(SQL, params);
    if (
      found.some(
        ({ outcome, number, key_kept: kept }) => outcome === 'accepted' && (number === null || !kept),
      )
    ) {
      throw new RacedError();
    }
    return new Map(found.map((row) => [row.id, row]));
  });
  return rows.map(({ id }) => {
    const outcome = outcomes.get(id);
    if (outcome === undefined) throw new Error('a submission was not judged');
    return storedOf(outcome);
  });
}

function storedOf(row: OutcomeRow): Stored {
  switch (row.outcome) {
    case 'accepted':
      return {
        kind: 'accepted',
        id: row.id,
        number: present(row.number),
        state: 'received',
        repeated: false,
      };
    case 'repeated':
      return {
        kind: 'accepted',
        id: present(row.first_id),
        number: present(row.first_number),
        state: present(row.first_state),
        repeated: true,
      };
    case 'flood':
      return { kind: 'flood', retryAfterSeconds: Math.max(1, present(row.wait)) };
    case 'duplicate':
    case 'key-reused':
      return { kind: row.outcome };
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('the database left out a value that it always has');
  return value;
}
