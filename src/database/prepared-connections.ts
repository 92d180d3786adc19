import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { endWithin } from '../queue/time-limit.js';
import { poolSettings } from './data-source.js';

/** Milliseconds that statements under way get when the pool is closed. */
const CLOSE_MS = 1_000;

/** A statement that each connection parses and plans once. */
export interface Prepared {
  /** At most 63 characters; one text for each name. */
  name: string;
  text: string;
}

/**
 * These connections keep plans that know nothing of the values, and look rows up by index only: a plan made while a table
 * was empty would otherwise read all of it when it has grown.
 */
const PLAN_BY_INDEX = `set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
  set enable_mergejoin = off`;

/**
 * Connections of their own for the statements that readers wait for: prepared, so that planning costs nothing
 * (docs/performance.md), and apart, so that the console can never use them up.
 */
export class PreparedConnections implements OnApplicationShutdown {
  private readonly logger = new Logger('database');
  private readonly pool: pg.Pool;

  /** Connects when first used. `size` is the most connections there will be. */
  constructor(settings: { url: string; size: number }) {
    this.pool = new pg.Pool({
      ...poolSettings(settings.url),
      // A name of its own in pg_stat_activity.
      application_name: 'replydesk readers',
      max: settings.size,
      // The pool waits for it, though its types do not say so.
      onConnect: ((client) => client.query(PLAN_BY_INDEX)) as (client: pg.ClientBase) => void,
    });
    // A broken connection: its statement has failed already, and the next use opens another.
    this.pool.on('error', () => undefined);
  }

  /**
   * Runs a statement in a transaction of its own, in one exchange with the server.
   * @throws what pg throws; then nothing is stored, unless the connection broke before the answer.
   */
  async run<Row extends pg.QueryResultRow>(statement: Prepared, values: unknown[]): Promise<Row[]> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      const { rows } = await client.query<Row>({ ...statement, values });
      return rows;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Ends the connections; what is under way ends first, within a second. */
  async onApplicationShutdown(): Promise<void> {
    await endWithin(this.pool.end(), {
      ms: CLOSE_MS,
      what: 'the connections of readers',
      warn: (line) => this.logger.warn(line),
    });
  }
}
