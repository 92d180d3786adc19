import type { PoolClient, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';

/** A statement that every connection parses once. */
export interface Prepared {
  /** At most 63 bytes; one text for each name. */
  name: string;
  text: string;
}

/**
 * Runs a statement in a transaction of its own, in one exchange with the server: what the hottest paths need. It is
 * planned each time for the rows there are (plan_cache_mode in data-source.ts), so a plan made for an empty table is never
 * kept.
 * @throws what pg throws; nothing is stored then.
 */
export async function runPrepared<Row extends QueryResultRow>(
  dataSource: DataSource,
  statement: Prepared,
  values: unknown[],
): Promise<Row[]> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    const { rows } = await client.query<Row>({ ...statement, values });
    return rows;
  } finally {
    await runner.release();
  }
}
