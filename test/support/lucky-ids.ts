import type { TestDatabase } from './database.js';

/**
 * Gives verdicts and decisions, which are drawn for second looks by their random ids, ids that begin so: with zeros they
 * are drawn for certain. What refers to them by its own table keeps its id.
 * @param start eight hexadecimal digits.
 */
export async function luckyIds({ dataSource }: TestDatabase, start = '00000000'): Promise<void> {
  const id = `('${start}' || substr(gen_random_uuid()::text, 9))::uuid`;
  for (const table of ['verdict', 'decision']) {
    await dataSource.query(`alter table ${table} disable trigger user`);
    await dataSource.query(
      `update ${table} set id = ${id} where not exists (select from sample where decision_id = ${table}.id)
          and not exists (select from decision undo where undo.undoes_id = ${table}.id)`,
    );
    await dataSource.query(`alter table ${table} enable trigger user`);
  }
}
