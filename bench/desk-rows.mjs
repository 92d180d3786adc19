// A desk with many comments, for bench/desk.mjs.
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { searchVector } from '../dist/domain/search-words.js';

const LATIN = 'etaoinshrdlucmfwypvbgkjqxz';
const KANJI =
  '市議会町駅橋川山海空学校電車夜朝人国政党選挙税金水道路店員町長知事記者新聞写真図書館公園病院会社社員家族子供先生友達時間場所話題問題解決賛成反対意見質問回答';
const KANA = 'のはがをにでとたしもなりるれいうかきくけこさすせそちつてまみむめやゆよらろわん';

/** A number below `below`, small ones more often (Zipf's law, roughly). */
function common(random, below) {
  return Math.min(below - 1, Math.floor(below ** random() - 1));
}

/** mulberry32: the same numbers for the same seed. */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The nth word of a language of 30,000 words, short ones first. */
export function wordOf(n) {
  let word = '';
  for (let rest = n + 5; rest > 0; rest = Math.floor(rest / 26)) word += LATIN[(rest * 7) % 26];
  return word;
}

function bodyOf(random, language) {
  const length = 5 + Math.floor(random() * 60);
  if (language === 'en') return Array.from({ length }, () => wordOf(common(random, 30_000))).join(' ');
  let text = '';
  for (let n = 0; n < length; n++) {
    text += KANJI[common(random, KANJI.length)] + KANJI[common(random, KANJI.length)];
    text += KANA[common(random, KANA.length)] + (n % 9 === 8 ? '。' : '');
  }
  return text;
}

const STATES = [
  { upTo: 0.05, state: 'held', reason: ['first-comments', 'links', 'insults', 'score-hold'] },
  { upTo: 0.95, state: 'approved', reason: ['no-rule', 'previously-approved'] },
  { upTo: 0.98, state: 'rejected', reason: ['abuse', 'off-topic', 'other', 'insults'] },
  { upTo: 1, state: 'rejected', reason: ['spam'] },
];

function rowOf(n, threads, policy) {
  const random = randomOf(n);
  const share = ((n * 7_919) % 100_000) / 100_000;
  const { state, reason: reasons } = STATES.find(({ upTo }) => share < upTo);
  const language = random() < 0.5 ? 'en' : 'ja';
  const body = bodyOf(random, language) + (n % 50_000 === 7 ? ' quixotic 鰻重' : '');
  const author = common(random, 50_000);
  const thread = threads[common(random, threads.length)];
  const days = state === 'held' ? random() * 3 : random() * 365;
  const receivedAt = new Date(Date.now() - days * 86_400_000).toISOString();
  const reason = reasons[Math.floor(random() * reasons.length)];
  const likelyFine = Math.round(random() * 95) / 100;
  const dueAt = new Date(Date.parse(receivedAt) + 240 * 60_000 * (1 - likelyFine)).toISOString();
  return {
    id: randomUUID(),
    n: n + 1,
    state,
    language,
    body,
    author,
    thread,
    receivedAt,
    reason,
    likelyFine,
    dueAt,
    policy,
  };
}

const SIGNALS = JSON.stringify([
  { kind: 'links', score: 0, evidence: { count: 0, spans: [] } },
  { kind: 'author-history', score: 0, evidence: { approved: 5, rejected: 0, days: 90 } },
]);

const OUTCOME = { held: 'hold', approved: 'approve', rejected: 'reject' };
const hash = (text) => createHash('sha256').update(text).digest('hex');
const escaped = (text) => text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');

/** Tables, with the columns that are filled and their values, in COPY's text format. */
const TABLES = [
  {
    into: `submission (id, number, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
             user_agent, language, duplicate_hash, text_hash, state, version, reason, received_at, settled_at, due_at, place)`,
    line: (row) => {
      const name = `Reader ${row.author}`;
      const email = `r${row.author}@example.org`;
      const place =
        row.state === 'held' ? JSON.stringify({ likelyFine: row.likelyFine, urgent: false }) : '\\N';
      return [
        row.id,
        row.n,
        row.thread.site_id,
        row.thread.id,
        name,
        email,
        '',
        name.toLowerCase(),
        email,
        row.body,
        'Mozilla/5.0',
        row.language,
        hash(row.id),
        hash(row.body),
        row.state,
        2,
        row.reason,
        row.receivedAt,
        row.receivedAt,
        row.dueAt,
        place,
      ];
    },
  },
  {
    into: 'verdict (id, submission_id, policy_id, outcome, rule, matched, signals, engine, score, symbols, created_at)',
    line: (row) => [
      randomUUID(),
      row.id,
      row.thread.policy_id,
      OUTCOME[row.state],
      row.reason,
      `{${row.reason}}`,
      SIGNALS,
      'bench',
      0,
      '[]',
      row.receivedAt,
    ],
  },
  {
    into: 'comment (id, submission_id, site_id, thread_id, path, author_name, author_url, body, language, submitted_at)',
    only: 'approved',
    line: (row) => [
      row.n,
      row.id,
      row.thread.site_id,
      row.thread.id,
      `{${row.n}}`,
      `Reader ${row.author}`,
      '',
      row.body,
      row.language,
      row.receivedAt,
    ],
  },
  {
    into: 'submission_search (submission_id, received_at, words)',
    line: (row) => [
      row.id,
      row.receivedAt,
      searchVector({
        body: row.body,
        authorName: `Reader ${row.author}`,
        authorUrl: '',
        emailKey: `r${row.author}@example.org`,
        rules: [row.reason],
        signals: [],
      }),
    ],
  },
];

const INDEXES = `select indexdef from pg_indexes where schemaname = current_schema()
  and tablename in ('submission', 'verdict', 'comment', 'submission_search')
  and indexname not in (select conname from pg_constraint)`;

/** Fills an empty desk: indexes and references are made after the rows, which takes a fifth of the time. */
export async function fillDesk(databaseUrl, comments) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`insert into thread (id, site_id, key, title)
    select gen_random_uuid(), s.id, 'bench-' || n, 'Article ' || n from site s, generate_series(1, 500) n`);
  const { rows: threads } = await client.query(
    `select t.id, t.site_id, (select id from policy p where p.site_id = t.site_id limit 1) as policy_id from thread t`,
  );
  const { rows: indexes } = await client.query(INDEXES);
  for (const { indexdef } of indexes)
    await client.query(`drop index "${/INDEX "?([^" ]+)"? ON/.exec(indexdef)[1]}"`);
  await client.query('set session_replication_role = replica');
  const BATCH = 20_000;
  for (let from = 0; from < comments; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, comments - from) }, (_, n) => rowOf(from + n, threads));
    for (const { into, line, only } of TABLES) {
      const lines = rows
        .filter(({ state }) => only === undefined || state === only)
        .map(
          (row) =>
            `${line(row)
              .map((value) => (value === '\\N' ? value : escaped(String(value))))
              .join('\t')}\n`,
        );
      await pipeline(Readable.from([lines.join('')]), client.query(copyFrom(`copy ${into} from stdin`)));
    }
  }
  await client.query('set session_replication_role = origin');
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { indexdef } of indexes) await client.query(indexdef);
  await client.query(`select setval(pg_get_serial_sequence('submission', 'number'), $1)`, [comments]);
  await client.query('vacuum analyze');
  await client.end();
}
