import type { Prepared } from '../database/prepared-connections.js';
import type { SubmissionRow } from './submission-row.js';

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

/** What a batch needs beyond judging and storing; the statement without it is planned in half the time. */
export interface StoreNeeds {
  /** Some thread may have to be made. */
  threads: boolean;
  /** Some submission has an idempotency key. */
  keys: boolean;
}

/** Values of the statement: an array for each column. */
export function storeValues(rows: readonly SubmissionRow[]): unknown[][] {
  return COLUMNS.map(({ of }) => rows.map(of));
}

const ITEM = `
    select * from unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})
      as item(${COLUMNS.map(({ name }) => name).join(', ')})`;

const statements = new Map<string, Prepared>();

/**
 * The statement that judges submissions in WordPress's order (after idempotency: duplicate, then flood) and stores what is
 * accepted. It is a transaction of its own, in one exchange with the server. Every process writes threads, gates,
 * submissions and keys in this order and each sorted, so that transactions wait for each other but never in a circle.
 * Judging reads, the unique keys decide: where something judged acceptable could not be written, another transaction was
 * faster, and all is undone with SQLSTATE 40001.
 * Flood counts whole seconds, as WordPress does: 14 are too few, 15 are enough.
 */
export function storeStatement(needs: StoreNeeds): Prepared {
  const name = `store${needs.threads ? '-threads' : ''}${needs.keys ? '-keys' : ''}`;
  const known = statements.get(name);
  if (known !== undefined) return known;
  const statement = { name, text: textOf(needs) };
  statements.set(name, statement);
  return statement;
}

function textOf({ threads, keys }: StoreNeeds): string {
  const placed = threads ? PLACED : 'select item.*, item.thread_id as place_id from item';
  return `
  with item as (${ITEM}  ), placed as (${placed}), judged as materialized (
    select item.*, flood.wait, ${keys ? 'first.submission_id' : 'null::uuid'} as first_id,
           case
             ${keys ? KNOWN_KEY : ''}
             when exists (select from submission s
                           where s.thread_id = item.place_id and s.duplicate_hash = item.duplicate_hash
                             and s.claims_duplicate) then 'duplicate'
             when flood.wait > 0 then 'flood'
             else 'accepted'
           end as outcome
      from placed item
      ${keys ? 'left join idempotency_key first on first.site_id = item.site_id and first.key = item.idempotency_key' : ''}
      left join lateral (
        select max(item.flood_seconds
                   - extract(epoch from date_trunc('second', now()) - date_trunc('second', gate.last_at)))::int as wait
          from flood_gate gate
         where gate.site_id = item.site_id and gate.key in (item.email_gate, item.address_gate)
      ) flood on true
  ), ${threads ? `${MADE_THREAD}, ` : ''} wanted_gate as (
    select judged.site_id, gate.key
      from judged cross join lateral (values (email_gate), (address_gate)) as gate(key)
     where outcome = 'accepted' and gate.key is not null
  ), passed_gate as (
    insert into flood_gate as gate (site_id, key, last_at)
    select site_id, key, now() from wanted_gate
     ${threads ? `where ${THREADS_MADE}` : ''}
     order by site_id, key collate "C"
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
     where outcome = 'accepted' and (select count(*) from passed_gate) = (select count(*) from wanted_gate)
       ${threads ? `and ${THREADS_MADE}` : ''}
     order by place_id, duplicate_hash collate "C"
    on conflict (thread_id, duplicate_hash) where claims_duplicate do nothing
    returning id, number
  )${keys ? `, ${KEPT_KEY}` : ''}
  select judged.id, judged.outcome, judged.wait, stored.number,
         ${keys ? 'first.id as first_id, first.number as first_number, first.state as first_state,' : ''}
         case when judged.outcome = 'accepted'
                   and (stored.id is null ${keys ? 'or judged.idempotency_key is not null and kept_key.submission_id is null' : ''})
              then refuse_race() end as raced
    from judged
    left join stored on stored.id = judged.id
    ${keys ? FIRST : ''}`;
}

/** A thread made on first sight gets the id of one of the submissions that want it. */
const PLACED = `
    select item.*, item.thread_key is not null and known.id is null as is_new,
           case when item.thread_key is null then item.thread_id
                else coalesce(known.id, first_value(item.thread_id) over (partition by item.site_id, item.thread_key
                                                                          order by item.id)) end as place_id
      from item left join thread known on known.site_id = item.site_id and known.key = item.thread_key`;

const MADE_THREAD = `wanted_thread as (
    select distinct on (site_id, thread_key) place_id, site_id, thread_key, thread_title
      from judged where outcome = 'accepted' and is_new
  ), made_thread as (
    insert into thread (id, site_id, key, title)
    select place_id, site_id, thread_key, thread_title from wanted_thread order by site_id, thread_key collate "C"
    on conflict (site_id, key) do nothing
    returning id
  )`;

const THREADS_MADE = '(select count(*) from made_thread) = (select count(*) from wanted_thread)';

const KNOWN_KEY = `when first.request_hash = item.request_hash then 'repeated'
             when first.request_hash is not null then 'key-reused'`;

const KEPT_KEY = `kept_key as (
    insert into idempotency_key (site_id, key, request_hash, submission_id)
    select judged.site_id, judged.idempotency_key, judged.request_hash, judged.id
      from judged join stored on stored.id = judged.id
     where judged.idempotency_key is not null
     order by judged.site_id, judged.idempotency_key collate "C"
    on conflict (site_id, key) do nothing
    returning submission_id
  )`;

const FIRST = `left join kept_key on kept_key.submission_id = judged.id
    left join submission first on first.id = judged.first_id`;
