import type { Ask, TableList } from './tables.js';
import { quoted } from './tables.js';

/** Name of the connections of a restore. */
export const RESTORE_APPLICATION = 'replydesk-restore';

/** Processes that are connected to the database. */
export interface Connections {
  application: string;
  connections: number;
}

/** Processes of the desk that are connected; empty when it is stopped. */
export function findDesk(ask: Ask): Promise<Connections[]> {
  return ask<Connections>(
    `select application_name as application, count(*)::int as connections
       from pg_stat_activity
      where datname = current_database() and application_name like 'replydesk%' and application_name <> $1
      group by 1 order by 1`,
    [RESTORE_APPLICATION],
  );
}

/** Rows that somebody made. */
export interface Found {
  table: string;
  rows: number;
}

/** What every first start makes by itself is not worth a question; conditions on rows that are more than that. */
const BY_PEOPLE: Readonly<Record<string, string>> = {
  instance: 'false',
  site: `key <> 'default'`,
  policy: 'version > 1',
  thread: `key not in ('1', '2', '3') or url is null or url not like '/example/%'`,
};

/** What a restore would put an end to, beyond what a first start makes; empty when there is nothing. */
export async function findContents(ask: Ask, { tables }: TableList): Promise<Found[]> {
  const found: Found[] = [];
  for (const { name } of tables) {
    const [row] = await ask<{ rows: number }>(
      `select count(*)::float8 as rows from ${quoted(name)} where ${BY_PEOPLE[name] ?? 'true'}`,
    );
    if (row !== undefined && row.rows > 0) found.push({ table: name, rows: row.rows });
  }
  return found;
}
