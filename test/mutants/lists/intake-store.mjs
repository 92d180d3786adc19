const STATEMENT = 'src/intake/store-statement.ts';
const RECEIVE = 'src/intake/receive-submission.ts';
const CONFLICT = 'src/database/transaction-conflict.ts';
const ROW = 'src/intake/submission-row.ts';

/** Conditions inside SQL and numbers, which the tool does not see. */
const CHANGES = [
  // Duplicates.
  [STATEMENT, 'where s.thread_id = item.place_id and s.duplicate_hash', 'where s.duplicate_hash'],
  [STATEMENT, ' and s.duplicate_hash = item.duplicate_hash\n', '\n'],
  [STATEMENT, '\n                             and s.claims_duplicate)', ')'],
  [STATEMENT, 'on conflict (thread_id, duplicate_hash) where claims_duplicate do nothing', ''],
  // Flood.
  [STATEMENT, "when flood.wait > 0 then 'flood'", "when flood.wait >= 0 then 'flood'"],
  [STATEMENT, "when flood.wait > 0 then 'flood'", "when flood.wait > 1 then 'flood'"],
  [STATEMENT, "             when flood.wait > 0 then 'flood'\n", ''],
  [STATEMENT, 'select max(item.flood_seconds\n', 'select min(item.flood_seconds\n'],
  [
    STATEMENT,
    "extract(epoch from date_trunc('second', now()) - date_trunc('second', gate.last_at))",
    'extract(epoch from now() - gate.last_at)',
  ],
  [STATEMENT, 'where gate.site_id = item.site_id and gate.key in', 'where gate.key in'],
  [STATEMENT, 'gate.key in (item.email_gate, item.address_gate)', 'gate.key = item.email_gate'],
  [STATEMENT, 'gate.key in (item.email_gate, item.address_gate)', 'gate.key = item.address_gate'],
  [STATEMENT, ' and gate.key in (item.email_gate, item.address_gate)', ''],
  [STATEMENT, '(values (email_gate), (address_gate))', '(values (email_gate))'],
  [STATEMENT, '(values (email_gate), (address_gate))', '(values (address_gate))'],
  [STATEMENT, "where outcome = 'accepted' and gate.key is not null", 'where gate.key is not null'],
  [STATEMENT, "where outcome = 'accepted' and gate.key is not null", "where outcome = 'accepted'"],
  [STATEMENT, 'do update set last_at = excluded.last_at', 'do update set last_at = gate.last_at'],
  [
    STATEMENT,
    "\n     where date_trunc('second', gate.last_at) <= date_trunc('second', excluded.last_at)\n           - make_interval(secs => (select max(item.flood_seconds) from item where item.site_id = gate.site_id))",
    '',
  ],
  [
    STATEMENT,
    "date_trunc('second', gate.last_at) <= date_trunc",
    "date_trunc('second', gate.last_at) < date_trunc",
  ],
  [STATEMENT, 'from item where item.site_id = gate.site_id)', 'from item)'],
  [STATEMENT, '(select max(item.flood_seconds) from item', '(select min(item.flood_seconds) from item'],
  [
    STATEMENT,
    '     order by site_id, key collate "C"\n    on conflict (site_id, key) do update',
    '    on conflict (site_id, key) do update',
  ],
  // Storing.
  [
    STATEMENT,
    "where outcome = 'accepted' and (select count(*) from passed_gate)",
    'where (select count(*) from passed_gate)',
  ],
  [STATEMENT, ' and (select count(*) from passed_gate) = (select count(*) from wanted_gate)', ''],
  [STATEMENT, '     order by place_id, duplicate_hash collate "C"\n', ''],
  [STATEMENT, 'then refuse_race() end as raced', 'then null end as raced'],
  [
    STATEMENT,
    "when judged.outcome = 'accepted'\n                   and (stored.id is null",
    'when (stored.id is null',
  ],
  [STATEMENT, 'or judged.idempotency_key is not null and kept_key.submission_id is null', ''],
  [STATEMENT, 'case when judged.outcome', 'case when false and judged.outcome'],
  // Threads made on first sight.
  [
    STATEMENT,
    'item.thread_key is not null and known.id is null as is_new',
    'item.thread_key is not null as is_new',
  ],
  [STATEMENT, 'coalesce(known.id, first_value', 'coalesce(null, first_value'],
  [STATEMENT, 'partition by item.site_id, item.thread_key\n', 'partition by item.thread_key\n'],
  [STATEMENT, 'partition by item.site_id, item.thread_key\n', 'partition by item.site_id\n'],
  [
    STATEMENT,
    '\n                                                                          order by item.id)',
    ')',
  ],
  [
    STATEMENT,
    'on known.site_id = item.site_id and known.key = item.thread_key',
    'on known.key = item.thread_key',
  ],
  [STATEMENT, "from judged where outcome = 'accepted' and is_new", 'from judged where is_new'],
  [
    STATEMENT,
    "from judged where outcome = 'accepted' and is_new",
    "from judged where outcome = 'accepted' and thread_key is not null",
  ],
  [STATEMENT, 'distinct on (site_id, thread_key) ', ''],
  [STATEMENT, ' order by site_id, thread_key collate "C"\n', '\n'],
  [STATEMENT, "'(select count(*) from made_thread) = (select count(*) from wanted_thread)'", "'true'"],
  [STATEMENT, 'where ${THREADS_MADE}', ''],
  [STATEMENT, 'and ${THREADS_MADE}', ''],
  // Idempotency.
  [STATEMENT, "when first.request_hash = item.request_hash then 'repeated'\n", '\n'],
  [STATEMENT, "\n             when first.request_hash is not null then 'key-reused'", ''],
  [
    STATEMENT,
    'on first.site_id = item.site_id and first.key = item.idempotency_key',
    'on first.key = item.idempotency_key',
  ],
  [
    STATEMENT,
    'on first.site_id = item.site_id and first.key = item.idempotency_key',
    'on first.site_id = item.site_id',
  ],
  [STATEMENT, '     where judged.idempotency_key is not null\n', ''],
  [STATEMENT, '     order by judged.site_id, judged.idempotency_key collate "C"\n', ''],
  [STATEMENT, "first.submission_id' : 'null::uuid", "null::uuid' : 'null::uuid"],
  [
    STATEMENT,
    'from judged join stored on stored.id = judged.id\n     where',
    'from judged cross join stored\n     where',
  ],
  // Numbers.
  [RECEIVE, 'const BATCH_TRIES = 2', 'const BATCH_TRIES = 0'],
  [RECEIVE, 'const BATCH_TRIES = 2', 'const BATCH_TRIES = 1'],
  [RECEIVE, 'const SINGLE_TRIES = 5', 'const SINGLE_TRIES = 0'],
  [RECEIVE, 'const SINGLE_TRIES = 5', 'const SINGLE_TRIES = 1'],

  [CONFLICT, "new Set(['40001', '40P01'])", "new Set(['40P01'])"],
  [CONFLICT, "new Set(['40001', '40P01'])", "new Set(['40001'])"],
  [RECEIVE, 'maxWaiting: 2_000', 'maxWaiting: 20_000'],
  [RECEIVE, 'maxPerKey: 200', 'maxPerKey: 2_000'],
  [RECEIVE, '    keysOf: contestedKeys,\n', ''],
  [RECEIVE, 'maxBatch: 100', 'maxBatch: 1'],
  [RECEIVE, 'lanes: 2', 'lanes: 1'],
  [ROW, 'const USER_AGENT_LENGTH = 254', 'const USER_AGENT_LENGTH = 255'],
  [ROW, 'const KEY_LENGTH = 245', 'const KEY_LENGTH = 246'],
];

export const MUTANTS = CHANGES.map(([file, find, replace]) => ({ file, find, replace }));
