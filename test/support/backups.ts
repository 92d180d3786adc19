import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import pg from 'pg';
import { instanceSecret } from '../../src/database/instance-secret.js';
import { createDataSource } from '../../src/database/data-source.js';
import type { DataSource } from 'typeorm';
import type { BackupHeader, BackupManifest } from '../../src/operations/backup/backup-format.js';
import { BackupWriter } from '../../src/operations/backup/write-backup.js';
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
    `insert into session (token_hash, moderator_id, csrf_token, expires_at) values ('hash', $1, 'csrf', now() + interval '1 day')`,
    [moderator.id],
  );
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
