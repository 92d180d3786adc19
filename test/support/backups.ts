import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import pg from 'pg';
import { instanceSecret } from '../../src/database/instance-secret.js';
import { createDataSource } from '../../src/database/data-source.js';
import type { DataSource } from 'typeorm';
import type { BackupHeader, BackupManifest } from '../../src/operations/backup/backup-format.js';
import { BackupWriter } from '../../src/operations/backup/write-backup.js';
import { weighReports } from '../../src/domain/write-reports.js';
import { PLAIN_POLICY } from '../../src/domain/policy.js';
import { proposePolicy } from '../../src/sites/propose-policy.js';
import { throwSwitch } from '../../src/sites/throw-switch.js';
import { createEmptyDatabase } from './database.js';
import { patient } from './doctor.js';
import { given, type SubmissionWish } from './given.js';
import { cliOf } from './terminal.js';

/** Texts that a copy of a database may stumble over. PostgreSQL keeps no NUL, and no lone surrogate reaches it. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\\',
  '\\.',
  '\n\\.\n',
  '\\N',
  '\\n\\t\\x41\\101',
  'tab\there\r\nand\rlines\n\n',
  '"quoted", \'quoted\'; drop table submission; -- ',
  '{a,"b",NULL}',
  '😀 👩‍👩‍👧‍👦 🇯🇵 𝒳 \u{10FFFF}',
  '日本語の投稿です。改行\nと〜波線、①、髙﨑',
  'e\u0301 \u202eright to left\u202c \u2028\u2029\u0085\ufeff\ufffd\uffff',
  Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join('') + '\x7f',
  'x'.repeat(65_525),
  '漢'.repeat(21_841),
];

/** Every row of every table of a database, as text; a time stands for the instant it is. */
export async function contentsOf(
  url: string,
  leaveOut: readonly string[] = [],
): Promise<Record<string, string[]>> {
  return onDatabase(url, async (client) => {
    await client.query(`set timezone = 'UTC'`);
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const contents: Record<string, string[]> = {};
    for (const { name } of tables.filter((table) => !leaveOut.includes(table.name))) {
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from "${name}" t order by 1`,
      );
      contents[name] = rows.map(({ row }) => row);
    }
    return contents;
  });
}

/** Works on a database with a connection that is no desk's. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Rows of a query, over a connection that is no desk's. */
export function queryOn<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return onDatabase(url, async (client) => (await client.query<Row>(text, values)).rows);
}

/** Uses a database for a while as a process of the desk does. */
export async function asDesk<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = createDataSource({ url, pool: 4 });
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** An empty database for the time of some work. */
export async function withEmptyDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const empty = await createEmptyDatabase();
  try {
    return await work(empty.url);
  } finally {
    await empty.drop();
  }
}

/** A desk where everything was done that can be done, so that no table is empty. */
export async function fillDesk(dataSource: DataSource): Promise<void> {
  const rows = given(dataSource);
  const desk = patient({ url: '', dataSource, destroy: () => dataSource.destroy() });
  const sql = (text: string, values: unknown[] = []) => dataSource.query(text, values);
  const moderator = await rows.moderator({ role: 'admin', name: 'モデレーター \\ 😀' });
  const site = await rows.site({ url: 'https://news.example', locale: 'ja', locales: ['ja', 'en'] });
  await sql(
    `update site set webhook_url = 'https://hooks.example/in', webhook_secret = 'whsec_x', webhook_since = now() where id = $1`,
    [site.id],
  );
  await rows.policy(site.id, { max_links: 7 });
  const thread = await rows.thread({ siteId: site.id, title: '題名 "quoted"' });
  const wish = (body: string): SubmissionWish => ({
    threadId: thread.id,
    body,
    name: body.slice(0, 200) || '-',
  });
  for (const text of HOSTILE_TEXTS) await rows.submission(wish(text));
  const first = await desk.decide(
    await rows.heldSubmission({ ...wish('one'), address: null }),
    'approved',
    moderator,
  );
  await rows.settled('approve', { ...wish('an answer'), parentNumber: first.number });
  await rows.settled('reject', wish('no'));
  await desk.undo(await desk.decide(await rows.heldSubmission(wish('two')), 'rejected', moderator));
  const withdrawn = await rows.heldSubmission(wish('withdrawn'));
  await sql(`update submission set state = 'withdrawn', version = version + 1 where id = $1`, [withdrawn.id]);
  await sql(
    `insert into instance (id, secret) values (1, 'the secret of this installation, kept') on conflict do nothing`,
  );
  await sql(
    `insert into idempotency_key (site_id, key, request_hash, submission_id) values ($1, 'key', 'hash', $2)`,
    [site.id, first.id],
  );
  await sql(`insert into api_token (id, token_hash, moderator_id, name) values ($1, 'hash', $2, 'script')`, [
    randomUUID(),
    moderator.id,
  ]);
  await sql(
    `insert into session (id, token_hash, moderator_id, csrf_token, expires_at)
     values (gen_random_uuid(), 'hash', $1, 'csrf', now() + interval '1 day')`,
    [moderator.id],
  );
  await sql(
    `insert into sign_in_step (token_hash, moderator_id, expires_at) values ('hash', $1, now() + interval '5 minutes')`,
    [moderator.id],
  );
  await sql(`insert into invitation (token_hash, moderator_id, expires_at) values ('hash', $1, now())`, [
    moderator.id,
  ]);
  await sql(
    `insert into people_event (id, actor_id, moderator_id, kind, detail) values ($1, null, $2, 'role', 'admin')`,
    [randomUUID(), moderator.id],
  );
  await sql(`insert into second_factor (moderator_id, secret, confirmed_at) values ($1, 'sealed', now())`, [
    moderator.id,
  ]);
  await sql(`insert into recovery_code (moderator_id, code_hash) values ($1, 'hash')`, [moderator.id]);
  const { manager } = dataSource;
  const by = 'aiko@example.org';
  await proposePolicy(manager, { site: site.key, policy: PLAIN_POLICY, by, note: '案 "1"' });
  await throwSwitch(manager, { site: site.key, name: 'hold-all', on: true, reason: '荒らし', by });
  await sql(
    `insert into link_domain (site_id, domain, received_at, submission_id)
     select site_id, 'xn--wgv71a.example', received_at, id from submission limit 3`,
  );
  await sql(`insert into rule_day (site_id, rule, day, actions) values ($1, 'feud', '2027-03-01', 7)`, [
    site.id,
  ]);
  await sql(
    `insert into rule_brake (id, policy_id, rule, is_on, cause, reason, created_by)
     select gen_random_uuid(), id, 'feud', true, 'hand', '誤り', $2 from policy where site_id = $1 limit 1`,
    [site.id, by],
  );
  await sql(
    `insert into raid_guard (id, site_id, submission_id, hashes, text_hash, until, created_by)
     select gen_random_uuid(), site_id, id, '{1,-2147483648}', text_hash, now(), $1 from submission limit 1`,
    [by],
  );
  await sql(
    `insert into review_flag (id, submission_id, moderator_id, kind)
     select gen_random_uuid(), s.id, m.id, 'escalate' from submission s, moderator m limit 1`,
  );
  const [reported]: { submission_id: string }[] = await sql('select submission_id from comment limit 1');
  await sql(
    `insert into report (id, submission_id, kind, note, reporter, network)
     values (gen_random_uuid(), $1, 'hate', E'ひどい \\ 😀\n2', 'hash', 'net')`,
    [reported?.submission_id],
  );
  await weighReports(dataSource.manager, [reported?.submission_id ?? '']);
  await sql(`insert into reporter_mute (reporter, moderator_id) values ('hash', $1)`, [moderator.id]);
  await sql(
    `insert into author_measure (id, author_key, submission_id, kind, reason, moderator_id)
     select gen_random_uuid(), 'hash', id, 'ban', '繰り返し', $1 from submission limit 1`,
    [moderator.id],
  );
  await sql(
    `insert into note (id, submission_id, about, text, moderator_id)
     select gen_random_uuid(), id, 'submission', E'メモ \\\\ 😀\n2', $1 from submission limit 1`,
    [moderator.id],
  );
  await sql(
    `insert into bulk (id, moderator_id, act, reason, note, filter, total, state, recorded, finished_at)
     values ($1, $2, 'reject', 'spam', E'荒らし \\ 😀\n2', '{"q": "\\"語\\""}', 1, 'done', 1, now())`,
    [randomUUID(), moderator.id],
  );
  await sql(
    `insert into bulk_item (bulk_id, submission_id, version, outcome, decision_id)
     select b.id, d.submission_id, d.version - 1, 'recorded', d.id from bulk b, decision d where d.act = 'reject' limit 1`,
  );
  await sql(
    `insert into sample (id, submission_id, version, kind, expected, moderator_id, choice, answered_at)
     select gen_random_uuid(), id, version, 'double', 'approved', $1, 'abuse', now() from submission limit 1`,
    [moderator.id],
  );
  await sql(`insert into recheck (submission_id, due_at) select id, now() from submission limit 1`);
  await sql(`insert into flood_gate (site_id, key, last_at) values ($1, 'e:reader', now())`, [site.id]);
  await sql(`insert into sign_in_attempt (key, points) values ('account:x', 3)`);
  await sql(`insert into setup_link (token_hash) values ('hash')`);
}

/** Writes a backup without rows, sums and all. */
export async function writeEmptyBackup(file: string, header: BackupHeader): Promise<void> {
  const writer = new BackupWriter(createWriteStream(file));
  await writer.header(header);
  const tables: BackupManifest['tables'] = [];
  for (const { name } of header.tables) {
    tables.push({ name, ...(await writer.rows(name, (async function* () {})())) });
  }
  await writer.end({ tables, states: {}, counters: [], secretFrom: 'none', secretPrint: null });
}

/** Backs a database up by the command line. */
export async function backUpTo(file: string, url: string): Promise<void> {
  const made = await cliOf({ DATABASE_URL: url })(['backup', '--out', file]);
  if (made.code !== 0) throw new Error(made.stderr);
}

/** Works on a database that a first start has set up. */
export async function withFreshDesk<T>(work: (url: string) => Promise<T>): Promise<T> {
  return withEmptyDatabase(async (url) => {
    const migrated = await cliOf({ DATABASE_URL: url })(['migrate']);
    if (migrated.code !== 0) throw new Error(migrated.stderr);
    await asDesk(url, instanceSecret);
    return work(url);
  });
}
