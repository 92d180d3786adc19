const SETTLE = 'src/domain/settle-submission.ts';
const EFFECTS = 'src/domain/write-effects.ts';
const STATES = 'src/domain/submission-state.ts';

/** The conditions inside SQL, which the tool does not see. */
const CHANGES = [
  ['s.id = item.id and s.state = item.from_state and s.version', 's.id = item.id and s.version'],
  [' and s.version = item.version', ''],
  [' and s.version = item.version', ' and s.version >= item.version'],
  ['and s.id = item.id and s.state', 'and s.state'],
  ['s.state = item.from_state', 's.state <> item.to_state'],
  ['set state = item.to_state', 'set state = s.state'],
  ['version = s.version + 1', 'version = s.version'],
  ['version = s.version + 1', 'version = item.version + 2'],
  ['reason = item.reason, settled_at', 'settled_at'],
  ['settled_at = now(), ', ''],
  [', address = null', ''],
  ['claims_duplicate = s.claims_duplicate and (', 'claims_duplicate = ('],
  ["item.to_state <> 'rejected' or item.reason = 'spam'", "item.to_state <> 'rejected'"],
  ["item.to_state <> 'rejected' or item.reason = 'spam'", "item.reason = 'spam'"],
  ["item.to_state <> 'rejected' or item.reason = 'spam'", 'true'],
  [' order by s.id for update of s', ' for update of s'],
  ['order by s.id for update of s', 'order by s.id'],
  ['join locked on locked.id = item.id', 'cross join locked'],
  ['s.reason as from_reason', 'item.reason as from_reason'],
  ['s.number::float8 as number, s.version, s.body', 's.number::float8 as number, item.version, s.body'],
  ['coalesce(parent.path[1:${MAX_DEPTH - 1}], array[]::bigint[]) || s.number', 'array[s.number]'],
  ['parent.path[1:${MAX_DEPTH - 1}]', 'parent.path'],
  ['parent.path[1:${MAX_DEPTH - 1}]', 'parent.path[1:${MAX_DEPTH}]'],
  ['parent.path[1:${MAX_DEPTH - 1}]', 'parent.path[2:${MAX_DEPTH}]'],
  ['coalesce(parent.path[1:${MAX_DEPTH - 1}], array[]::bigint[])', 'parent.path[1:${MAX_DEPTH - 1}]'],
  [' and parent.thread_id = s.thread_id', ''],
  ['left join comment parent', 'join comment parent'],
  [
    's.author_name, s.author_url, item.body, s.language',
    's.author_name, s.author_email, item.body, s.language',
  ],
  ['s.author_name, s.author_url, item.body, s.language', 's.author_name, s.author_url, s.body, s.language'],
  ['s.language, s.received_at', 's.language, now()'],
  ['item.body, s.language', "item.body, 'ja'"],
  ['where submission_id = any($1::uuid[])`', '`'],
  ["replaceAll('\\0', '\\u{fffd}').toWellFormed()", "replaceAll('\\0', '\\u{fffd}')"],
  ["inner.replaceAll('\\0', '\\u{fffd}').toWellFormed()", 'inner.toWellFormed()'],
  ['purify(row.body)', 'row.body'],
];

const FIELDS = [
  ['act: record.act,', "act: 'reject',"],
  ['reason: record.reason,\n            note', 'reason: null,\n            note'],
  ['note: record.note,', 'note: null,'],
  ['undoes_id: record.undoesId,', 'undoes_id: null,'],
  ['from_reason: row.from_reason,', 'from_reason: null,'],
];

const MOVED = [
  [EFFECTS, "select pg_notify($8, '') where", 'select $8::text where'],
  [EFFECTS, 'where $7 = 0 and exists', 'where exists'],
  [EFFECTS, "and state = 'pending'\n", '\n'],
  [EFFECTS, 'and attempts = 0 and queued_at is null', ''],
  [EFFECTS, ' and due_at > now()', ''],
  [EFFECTS, 'now() + make_interval(secs => $7)', 'now()'],
  [EFFECTS, "then 'pending' else 'cancelled' end", "then 'pending' else 'pending' end"],
  [SETTLE, 'where webhook_url is not null) as told', 'where id is not null) as told'],
  [SETTLE, 's.site_id in (select id from site where webhook_url is not null) as told', 'false as told'],
  [SETTLE, "select pg_notify($1, '')", "select 1 where $1 = ''"],
  [EFFECTS, ' and site.webhook_url is not null', ''],
  [EFFECTS, 'on site.id = item.site_id and', 'on'],
  [EFFECTS, 'item.submission_id, item.record_id, $1', 'item.record_id, item.submission_id, $1'],
  [STATES, "held: { approved: ['moderator', 'recheck'], ", "held: { approved: ['recheck'], "],
  [STATES, "held: { approved: ['moderator', 'recheck'], ", "held: { approved: ['moderator'], "],
  [
    STATES,
    "held: { approved: ['moderator', 'recheck'], ",
    "held: { approved: ['moderator', 'recheck', 'machine'], ",
  ],
  [STATES, "rejected: { approved: ['moderator'], ", "rejected: { approved: ['moderator', 'machine'], "],
  [STATES, "approved: ['machine'],", "approved: ['machine', 'moderator'],"],
  [STATES, 'withdrawn: {},', "withdrawn: { held: ['moderator'] },"],
];

export const MUTANTS = [
  ...CHANGES.map(([find, replace]) => ({ file: SETTLE, find, replace })),
  ...FIELDS.map(([find, replace]) => ({ file: SETTLE, find, replace })),
  ...MOVED.map(([file, find, replace]) => ({ file, find, replace })),
];
