import type { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { migrateDatabase } from '../../src/database/prepare-database.js';
import { policyHash, PLAIN_POLICY } from '../../src/domain/policy.js';
import { examine } from '../../src/operations/doctor.js';
import { asDesk, withEmptyDatabase } from '../support/backups.js';
import { SETTINGS } from '../support/doctor.js';

/** Databases are migrated step by step; a busy machine takes its time. */
jest.setTimeout(120_000);

const ID = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/**
 * Rows as the first version of the desk wrote them, a desk where everything was done that could be done. They never
 * change: each migration has to carry them along.
 */
const FIRST_ROWS: readonly [string, unknown[]][] = [
  [
    `insert into site (id, key, name, url, locale, locales, flood_seconds, require_name_email, create_threads, created_at)
     values ($1, 'news', 'ニュース', 'https://news.example', 'ja', '{ja,en}', 30, false, true, '2026-01-01T00:00:00Z')`,
    [ID(1)],
  ],
  [
    `insert into policy (id, site_id, version, hash, document, created_by, created_at)
     values ($1, $2, 1, $3, $4, 'system', '2026-01-01T00:00:00Z')`,
    [ID(2), ID(1), policyHash(PLAIN_POLICY), JSON.stringify(PLAIN_POLICY)],
  ],
  [
    `insert into thread (id, site_id, key, title, url, locale, closed, hidden, created_at)
     values ($1, $2, '17', '題名 \\ "quoted"', 'https://news.example/17', null, true, false, '2026-01-01T00:00:00Z')`,
    [ID(3), ID(1)],
  ],
  [
    `insert into moderator (id, email, name, role, password_hash, created_at)
     values ($1, 'lead@desk.example', 'Lead 😀', 'lead', '$argon2id$v=19$x', '2026-01-01T00:00:00Z')`,
    [ID(4)],
  ],
  ...(['received', 'held', 'approved', 'rejected', 'withdrawn'] as const).map(
    (state, n): [string, unknown[]] => [
      `insert into submission (id, number, site_id, thread_id, parent_number, author_name, author_email, author_url, name_key,
          email_key, body, user_agent, address, address_hash, network_hash, language, duplicate_hash, text_hash,
          claims_duplicate, state, version, reason, received_at, settled_at)
       values ($1, $2, $3, $4, null, 'Reader', 'reader@example.org', '', 'reader', 'reader@example.org', $5, 'Mozilla/5.0',
          null, null, null, 'en', $6, $6, $7, $8, $9, null, now() - interval '1 minute',
          case when $8 = 'received' then null else now() end)`,
      [
        ...[ID(10 + n), n + 1, ID(1), ID(3), `One\n\\. two\t三 👩‍👩‍👧 ${state}`, `hash ${n}`],
        ...[
          state !== 'withdrawn',
          state,
          { received: 1, held: 2, approved: 3, rejected: 2, withdrawn: 3 }[state],
        ],
      ],
    ],
  ),
  ...([11, 12, 13, 14] as const).map((n): [string, unknown[]] => [
    `insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, engine, created_at)
     values ($1, $2, $3, $4, $5, $6, '[]', '0.0.1', now() - interval '30 seconds')`,
    [
      ID(n + 10),
      ID(n),
      ID(2),
      n === 13 ? 'reject' : 'hold',
      n === 13 ? 'disallowed-words' : 'first-comments',
      [n === 13 ? 'disallowed-words' : 'first-comments'],
    ],
  ]),
  [
    `insert into decision (id, submission_id, moderator_id, act, reason, note, from_state, to_state, from_reason, undoes_id,
        policy_id, version, created_at)
     values ($1, $2, $3, 'approve', null, 'fine by me', 'held', 'approved', null, null, $4, 3, now() - interval '10 seconds')`,
    [ID(30), ID(12), ID(4), ID(2)],
  ],
  [
    `insert into comment (id, submission_id, site_id, thread_id, parent_id, path, author_name, author_url, body, language,
        submitted_at, published_at)
     values (3, $1, $2, $3, null, '{3}', 'Reader', '', 'One', 'en', now() - interval '1 minute', now())`,
    [ID(12), ID(1), ID(3)],
  ],
  [
    `insert into idempotency_key (site_id, key, request_hash, submission_id) values ($1, 'key', 'hash', $2)`,
    [ID(1), ID(10)],
  ],
  [`insert into flood_gate (site_id, key, last_at) values ($1, 'e:reader@example.org', now())`, [ID(1)]],
  [`insert into instance (id, secret) values (1, 'the secret of this installation')`, []],
  [
    `insert into session (token_hash, moderator_id, csrf_token, expires_at) values ('s', $1, 'c', now() + interval '1 day')`,
    [ID(4)],
  ],
  [
    `insert into api_token (id, token_hash, moderator_id, name) values ($1, 't', $2, 'script')`,
    [ID(40), ID(4)],
  ],
  [`insert into sign_in_attempt (key, points, expire) values ('account:x', 2, 9999999999999)`, []],
];

/** A column of the first version, and how its values are read. */
interface FirstColumn {
  table: string;
  column: string;
}

/** Tables and columns that there are; `migration` is not data. */
function columnsOf(dataSource: DataSource): Promise<FirstColumn[]> {
  return dataSource.query(
    `select table_name as "table", column_name as "column" from information_schema.columns
      where table_schema = 'public' and table_name <> 'migration' order by 1, 2`,
  );
}

/** Values of these columns, row by row, as text. */
async function valuesOf(
  dataSource: DataSource,
  columns: readonly FirstColumn[],
): Promise<Record<string, string[]>> {
  const values: Record<string, string[]> = {};
  for (const table of new Set(columns.map((one) => one.table))) {
    const names = columns.filter((one) => one.table === table).map(({ column }) => `"${column}"`);
    const rows: { row: string }[] = await dataSource.query(
      `select row(${names.join(', ')})::text as row from "${table}" order by 1`,
    );
    values[table] = rows.map(({ row }) => row);
  }
  return values;
}

/** Runs the first `count` migrations on a database. */
function migrateTo(url: string, count: number): Promise<string[]> {
  return asDesk(url, (dataSource) => {
    dataSource.migrations.splice(count);
    return migrateDatabase(dataSource);
  });
}

async function expectWell(dataSource: DataSource): Promise<void> {
  const report = await examine(dataSource, SETTINGS);
  expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  expect(report).toMatchObject({ accepted: 5, comments: 1 });
  expect((await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query)).toEqual(
    [],
  );
}

const steps = MIGRATIONS.map((_migration, index) => index + 1);

describe('an upgrade', () => {
  it('knows a row of every table of the first version', async () => {
    await withEmptyDatabase(async (url) => {
      await migrateTo(url, 1);
      await asDesk(url, async (dataSource) => {
        for (const [text, values] of FIRST_ROWS) await dataSource.query(text, values);
        const rows = await valuesOf(dataSource, await columnsOf(dataSource));
        expect(Object.entries(rows).filter(([, found]) => found.length === 0)).toEqual([['setup_link', []]]);
      });
    });
  });

  it.each(steps)(
    'from the version with %d migrations keeps every value, and the desk is well',
    async (count) => {
      await withEmptyDatabase(async (url) => {
        await migrateTo(url, 1);
        const columns = await asDesk(url, async (dataSource) => {
          for (const [text, values] of FIRST_ROWS) await dataSource.query(text, values);
          return columnsOf(dataSource);
        });
        const before = await asDesk(url, (dataSource) => valuesOf(dataSource, columns));
        // A desk that was upgraded to that version, and is upgraded from it to this one.
        await migrateTo(url, count);
        await asDesk(url, async (dataSource) => {
          expect(await migrateDatabase(dataSource)).toHaveLength(MIGRATIONS.length - count);
          expect(await valuesOf(dataSource, columns)).toEqual(before);
          await expectWell(dataSource);
        });
      });
    },
  );

  it('is taken back step by step with every value of the version before, and done again', async () => {
    await withEmptyDatabase(async (url) => {
      await migrateTo(url, 1);
      const columns = await asDesk(url, async (dataSource) => {
        for (const [text, values] of FIRST_ROWS) await dataSource.query(text, values);
        return columnsOf(dataSource);
      });
      const shapes: FirstColumn[][] = [columns];
      for (const count of steps.slice(1)) {
        await migrateTo(url, count);
        shapes.push(await asDesk(url, columnsOf));
      }
      await asDesk(url, async (dataSource) => {
        const before = await valuesOf(dataSource, columns);
        for (const shape of shapes.slice(0, -1).reverse()) {
          await dataSource.undoLastMigration();
          expect(await columnsOf(dataSource)).toEqual(shape);
          expect(await valuesOf(dataSource, columns)).toEqual(before);
        }
        expect(await migrateDatabase(dataSource)).toHaveLength(MIGRATIONS.length - 1);
        expect(await valuesOf(dataSource, columns)).toEqual(before);
        await expectWell(dataSource);
      });
    });
  });
});
