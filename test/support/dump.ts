import type { DataSource } from 'typeorm';

/** Every row of every table of the desk, in an order of their own: equal texts mean that nothing was written. */
export async function dumpOf(dataSource: DataSource): Promise<Record<string, string>> {
  const tables: { name: string }[] = await dataSource.query(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, coalesce(string_agg(row::text, E'\\n' order by row::text), '') as rows from "${name}" row`,
  );
  const dump: { name: string; rows: string }[] = await dataSource.query(parts.join(' union all '));
  return Object.fromEntries(dump.map(({ name, rows }) => [name, rows]));
}
