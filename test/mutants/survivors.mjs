/** Only faster or slower: the shortcut saves work that would come to the same. */
const SHORTCUT = 'a shortcut: without it the same comes out, later';
/** Only what cannot happen, or what is ignored by what follows. */
const NEVER = 'guards what cannot happen, or says it';

/**
 * Mutants that no test can tell from the original, or that are not worth a test, each with its reason. `label` is the
 * line that the run prints; `times` how often it stands, where not once.
 * @type {{ label: string, times?: number, reason: string }[]}
 */
export const SURVIVORS = [
  // Deciding.
  ...[
    '\'screening-failed\' → ""',
    '\'screening-overdue\' → ""',
    '\'stage-failed\' → ""',
    "[ 'screening-failed', 'screening-overdue', 'stage-failed', UNAVAILABLE, ] → []",
  ].map((change) => ({
    label: `src/domain/decide.ts: ${change}`,
    reason:
      'what is unknown stands before every setting that holds in the list too, and settings before rules: the order is the same',
  })),
  ...[
    "symbols .filter(({ mode, weight }) => mode !== 'shadow' && weight !== 0) → symbols",
    "mode !== 'shadow' && weight !== 0 → true",
    "mode !== 'shadow' && weight !== 0 → mode !== 'shadow' || weight !== 0",
    "mode !== 'shadow' → true",
    '\'shadow\' → ""',
    'weight !== 0 → true',
  ].map((change) => ({ label: `src/domain/decide.ts: ${change}`, reason: SHORTCUT })),
  {
    label: 'src/domain/decide.ts: threshold === null → false',
    reason: 'null is not above zero either',
  },
  // Settling.
  ...['order by s.id for update of s → for update of s', 'order by s.id for update of s → order by s.id'].map(
    (change) => ({
      label: `src/domain/settle-submission.ts: ${change}`,
      reason:
        'locks in order: a deadlock needs two batches to cross within microseconds, and then one is tried again',
    }),
  ),
  {
    label:
      'src/domain/settle-submission.ts: coalesce(parent.path[1:${MAX_DEPTH - 1}], array[]::bigint[]) → parent.path[1:${MAX_DEPTH - 1}]',
    reason: 'in PostgreSQL an array that is null, and an element behind it, are an array of the element',
  },
  ...['rows', 'shown', 'hidden'].map((name) => ({
    label: `src/domain/settle-submission.ts: ${name}.length === 0 → false`,
    reason: SHORTCUT,
  })),
  {
    label: 'src/domain/write-effects.ts: and site.webhook_url is not null → (nothing)',
    reason: 'only settlements of sites with a webhook are handed over; the condition guards the table itself',
  },
  ...['on site.id = item.site_id and → on', 'settled.length === 0 → false'].map((change) => ({
    label: `src/domain/write-effects.ts: ${change}`,
    reason: SHORTCUT,
  })),
  // Sweeping.
  {
    label:
      'src/screening/screening.sweeper.ts: received_at <= now() - make_interval(secs => $1) → received_at < now() - make_interval(secs => $1)',
    reason: 'a microsecond',
  },
  {
    label:
      'src/screening/screening.sweeper.ts: await runner.rollbackTransaction().catch(() => undefined); → (nothing)',
    reason: 'the next sweep takes the connection up and ends what was begun, or the server does at its limit',
  },
  ...[
    'for (const timer of this.timers) clearTimeout(timer); → (nothing)',
    'this.stopped → false',
    '!this.stopped → true',
  ].map((change) => ({
    label: `src/screening/screening.sweeper.ts: ${change}`,
    reason:
      'of the guards at shutdown each alone is enough: a timer ended, one that does nothing, none begun',
  })),
  { label: 'src/screening/screening.sweeper.ts: \'sweeper\' → ""', reason: 'a name in the log' },
  {
    label:
      'src/screening/screening.sweeper.ts: this.config.screening.sweepSeconds * LOCK_SWEEPS → this.config.screening.sweepSeconds / LOCK_SWEEPS',
    reason: 'the lock of a sweep that hangs goes earlier; sweeping twice at once does no harm',
  },
  ...[
    'batch < MAX_BATCHES && !this.stopped → batch < MAX_BATCHES || !this.stopped',
    'batch < MAX_BATCHES → true',
    'batch < MAX_BATCHES → batch <= MAX_BATCHES',
    'batch++ → batch--',
  ].map((change) => ({
    label: `src/screening/screening.sweeper.ts: ${change}`,
    reason: 'how many thousands one sweep holds; what is left the next one holds',
  })),
  {
    label: "src/screening/hold-submissions.ts: and s.state = 'received' → (nothing)",
    reason: 'settling refuses what is in another state; then fewer rows are read',
  },
  {
    label: 'src/screening/hold-submissions.ts: s.version, extract → 1 as version, extract',
    reason: 'what was never settled has version 1',
  },
  // Verdicts.
  ...['({ submissionId }) => [submissionId] → () => undefined', '[submissionId] → []'].map((change) => ({
    label: `src/screening/settle-verdict.ts: ${change}`,
    reason:
      'two settlements of one submission in a batch are refused together and then settled alone, with the same answers',
  })),
  // Storing.
  ...[
    'on conflict (thread_id, duplicate_hash) where claims_duplicate do nothing → (nothing)',
    'from item where item.site_id = gate.site_id) → from item)',
    'distinct on (site_id, thread_key) → (nothing)',
    "'(select count(*) from made_thread) = (select count(*) from wanted_thread)' → 'true'",
    'partition by item.site_id, item.thread_key → partition by item.thread_key',
    'partition by item.site_id, item.thread_key → partition by item.site_id',
    'where ${THREADS_MADE} → (nothing)',
    'and ${THREADS_MADE} → (nothing)',
    '`where ${THREADS_MADE}` → ``',
    '`and ${THREADS_MADE}` → ``',
    'where judged.idempotency_key is not null → (nothing)',
  ].map((change) => ({
    label: `src/intake/store-statement.ts: ${change}`,
    reason: 'the batch fails, and then each row is judged alone, with the same answers',
  })),
  ...[
    'select max(item.flood_seconds → select min(item.flood_seconds',
    '(select max(item.flood_seconds) from item → (select min(item.flood_seconds) from item',
  ].map((change) => ({
    label: `src/intake/store-statement.ts: ${change}`,
    reason: 'all rows of a site have the same seconds, but while its settings are being changed',
  })),
  ...[
    'order by site_id, key collate "C" on conflict (site_id, key) do update → on conflict (site_id, key) do update',
    'order by place_id, duplicate_hash collate "C" → (nothing)',
    'order by site_id, thread_key collate "C" → (nothing)',
    'order by judged.site_id, judged.idempotency_key collate "C" → (nothing)',
  ].map((change) => ({
    label: `src/intake/store-statement.ts: ${change}`,
    reason:
      'locks in order: a deadlock needs two batches to cross within microseconds, and then one is tried again',
  })),
  {
    label: 'src/intake/receive-submission.ts: const BATCH_TRIES = 2 → const BATCH_TRIES = 1',
    reason: 'a batch that failed once is judged row by row then, with the same answers',
  },
  {
    label: "src/database/transaction-conflict.ts: new Set(['40001', '40P01']) → new Set(['40001'])",
    reason: 'deadlocks do not come about, for locks are taken in order; the code stands for what is not ours',
  },
  {
    label:
      'src/intake/store-statement.ts: from judged join stored on stored.id = judged.id where → from judged cross join stored where',
    reason:
      'a key of what was not stored breaks a foreign key; then each row is judged alone, with the same answers',
  },
  {
    label: 'src/intake/store-statement.ts: order by item.id) → )',
    reason: 'which of the submissions gives its id to the thread is all the same',
  },
  {
    label: 'src/intake/receive-submission.ts: ids.length > 0 → ids.length >= 0',
    reason: 'telling the queue of nothing does nothing',
  },
  // Doors.
  {
    label: 'src/intake/find-door.query.ts: order by asked.place` → `',
    reason: 'the plan of today keeps the order of the questions; the clause keeps it under every plan',
  },
  {
    label: 'src/intake/find-door.query.ts: \'find-door\' → ""',
    reason: 'a statement without a name is planned each time: slower, no different',
  },
  ...[
    'door === undefined → false',
    '\'a question was not answered\' → ""',
    'questions[index]?.parent → questions[index].parent',
  ].map((change) => ({ label: `src/intake/find-door.query.ts: ${change}`, reason: NEVER })),
  // Fields.
  {
    label: 'src/intake/submission-form.ts: \'\' → "Stryker was here!"',
    reason: 'a parent that was not sent: any text without digits at its start is 0',
  },
  {
    label: 'src/intake/submission-form.ts: key !== undefined → true',
    reason: 'the word "undefined" is too short for a key',
  },
  { label: 'src/intake/submission-form.ts: \'<\' → ""', reason: SHORTCUT },
  ...[
    "url === '' || /^[/?#]/.test(url) → false",
    "url === '' || /^[/?#]/.test(url) → url === '' && /^[/?#]/.test(url)",
    "url === '' → false",
  ].map((change) => ({ label: `src/intake/author-url.ts: ${change}`, reason: SHORTCUT })),
  {
    label: 'src/intake/author-url.ts: \'\' → "Stryker was here!"',
    times: 3,
    reason: 'what does not begin with http is made empty by the caller',
  },
  {
    label: 'src/intake/author-cookies.ts: expired.size >= MAX_EXPIRED → expired.size > MAX_EXPIRED',
    reason: 'one address more in memory',
  },
  {
    label: 'src/intake/author-cookies.ts: \'\' → "Stryker was here!"',
    reason: 'a list in another form is an empty list',
  },
  { label: "src/intake/visible-length.ts: { granularity: 'grapheme' } → {}", reason: 'the default' },
  ...[
    'text.length <= limit → false',
    'text.length <= limit → text.length < limit',
    'text.length > limit * UNITS_OF_ONE → false',
  ].map((change) => ({ label: `src/intake/visible-length.ts: ${change}`, reason: SHORTCUT })),
  ...['end < text.length → true', 'end < text.length → end <= text.length'].map((change) => ({
    label: `src/intake/visible-length.ts: ${change}`,
    times: 2,
    reason: 'the last piece is counted in two steps, or cut where nothing follows',
  })),
  ...['last >= 0xd800 → last > 0xd800', 'last <= 0xdbff → last < 0xdbff', 'end + 1 → end - 1'].map(
    (change) => ({
      label: `src/intake/visible-length.ts: ${change}`,
      reason: 'the last character of a piece is counted in the next one, so half of it does no harm either',
    }),
  ),
];
