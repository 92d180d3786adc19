const FILE = 'src/domain/decide.ts';

/** The rules stand under `as const`, which the tool leaves alone. */
const CHANGES = [
  // Every required signal is needed.
  ["  'disallowed-words',\n  'thread-state',", "  'thread-state',"],
  ["  'thread-state',\n  'links',", "  'links',"],
  ["  'links',\n  'moderation-words',\n  'author-history',", "  'moderation-words',\n  'author-history',"],
  ["  'moderation-words',\n  'author-history',", "  'author-history',"],
  ["  'author-history',\n  'repeated-text',", "  'repeated-text',"],
  ["  'repeated-text',\n  'network-rate',\n]", "  'network-rate',\n]"],
  ["  'network-rate',\n]", ']'],
  // Outcomes.
  ["name: 'disallowed-words',\n    outcome: 'reject'", "name: 'disallowed-words',\n    outcome: 'hold'"],
  ["name: 'screening-failed', outcome: 'hold'", "name: 'screening-failed', outcome: 'reject'"],
  ["name: 'screening-overdue', outcome: 'hold'", "name: 'screening-overdue', outcome: 'reject'"],
  ...[
    'stage-failed',
    'thread-closed',
    'links',
    'moderation-words',
    'first-comments',
    'unknown-author',
    'repeated-text',
    'rejected-before',
    'network-budget',
  ].map((name) => [`name: '${name}',\n    outcome: 'hold'`, `name: '${name}',\n    outcome: 'reject'`]),
  ["name: 'moderation-mode', outcome: 'hold'", "name: 'moderation-mode', outcome: 'reject'"],
  // Conditions.
  [
    "evidenceOf(signals, 'disallowed-words')?.hits.length ?? 0) > 0",
    "evidenceOf(signals, 'disallowed-words')?.hits.length ?? 0) >= 0",
  ],
  [
    "evidenceOf(signals, 'disallowed-words')?.hits.length ?? 0) > 0",
    "evidenceOf(signals, 'disallowed-words')?.hits.length ?? 0) > 1",
  ],
  [
    "evidenceOf(signals, 'disallowed-words')?.hits.length ?? 0",
    "evidenceOf(signals, 'disallowed-words')?.hits.length ?? 1",
  ],
  ["present('screening-failed')", '() => false'],
  ["present('screening-overdue')", '() => false'],
  ["present('stage-failed')(policy, signals) ||", ''],
  [
    "present('stage-failed')(policy, signals) || REQUIRED_SIGNALS",
    "present('stage-failed')(policy, signals) && REQUIRED_SIGNALS",
  ],
  [' || REQUIRED_SIGNALS.some((kind) => !findSignal(signals, kind))', ''],
  ['REQUIRED_SIGNALS.some(', 'REQUIRED_SIGNALS.every('],
  [
    "evidenceOf(signals, 'thread-state')?.closed === true",
    "evidenceOf(signals, 'thread-state')?.closed !== true",
  ],
  [
    "evidenceOf(signals, 'thread-state')?.closed === true",
    "evidenceOf(signals, 'thread-state')?.closed !== false",
  ],
  ["evidenceOf(signals, 'thread-state')?.closed === true", 'false'],
  ["policy.mode === 'moderate'", "policy.mode !== 'moderate'"],
  ["policy.mode === 'moderate'", 'false'],
  ['policy.max_links > 0 && ', ''],
  ['policy.max_links > 0', 'policy.max_links > 1'],
  [
    "(evidenceOf(signals, 'links')?.count ?? 0) >= policy.max_links",
    "(evidenceOf(signals, 'links')?.count ?? 0) > policy.max_links",
  ],
  ["(evidenceOf(signals, 'links')?.count ?? 0) >= policy.max_links", 'true'],
  ["(evidenceOf(signals, 'links')?.count ?? 0)", "(evidenceOf(signals, 'links')?.count ?? 9)"],
  [
    "evidenceOf(signals, 'moderation-words')?.hits.length ?? 0) > 0",
    "evidenceOf(signals, 'moderation-words')?.hits.length ?? 0) >= 0",
  ],
  [
    "evidenceOf(signals, 'moderation-words')?.hits.length ?? 0) > 0",
    "evidenceOf(signals, 'moderation-words')?.hits.length ?? 0) > 1",
  ],
  [
    "evidenceOf(signals, 'moderation-words')?.hits.length ?? 0",
    "evidenceOf(signals, 'moderation-words')?.hits.length ?? 1",
  ],
  ['?.approved ?? 0) < policy.first_held', '?.approved ?? 0) <= policy.first_held'],
  ['?.approved ?? 0) < policy.first_held', '?.approved ?? 9) < policy.first_held'],
  ['?.approved ?? 0) < policy.first_held', '?.rejected ?? 0) < policy.first_held'],
  ['policy.previously_approved && ', ''],
  ['policy.previously_approved && ', 'policy.previously_approved || '],
  ['?.approved ?? 0) === 0', '?.approved ?? 1) === 0'],
  ['?.approved ?? 0) === 0', '?.approved ?? 0) !== 0'],
  ['policy.repeated_text > 0 && ', ''],
  ['policy.repeated_text > 0', 'policy.repeated_text > 1'],
  ['?.count ?? 0) >= policy.repeated_text', '?.count ?? 0) > policy.repeated_text'],
  ['?.count ?? 0) >= policy.repeated_text', '?.count ?? 9) >= policy.repeated_text'],
  ['rejections.count > 0 && ', ''],
  ['rejections.count > 0', 'rejections.count > 1'],
  ['?.rejected ?? 0) >= rejections.count', '?.rejected ?? 0) > rejections.count'],
  ['?.rejected ?? 0) >= rejections.count', '?.rejected ?? 9) >= rejections.count'],
  ['?.rejected ?? 0) >= rejections.count', '?.approved ?? 0) >= rejections.count'],
  ['budget.submissions > 0 && ', ''],
  ['budget.submissions > 0', 'budget.submissions > 1'],
  ['?.count ?? 0) >= budget.submissions', '?.count ?? 0) > budget.submissions'],
  ['?.count ?? 0) >= budget.submissions', '?.count ?? 99) >= budget.submissions'],
  // Order: rejection, what is unknown, what the policy wants.
  ['const first = matching[0];', 'const first = matching.at(-1);'],
  ['matching.map(({ name }) => name)', 'matching.map(({ name }) => name).reverse()'],
  ['outcome: first.outcome, rule: first.name', "outcome: 'hold', rule: first.name"],
];

export const MUTANTS = CHANGES.map(([find, replace]) => ({ file: FILE, find, replace }));
