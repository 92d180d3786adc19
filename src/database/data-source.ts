import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Comment } from '../domain/comment.entity.js';
import { Decision } from '../domain/decision.entity.js';
import { Examination } from '../domain/examination.entity.js';
import { FloodGate, IdempotencyKey, Instance } from '../domain/intake-keys.entity.js';
import { Moderator } from '../domain/moderator.entity.js';
import { Effect } from '../domain/outbox.entity.js';
import { PolicyVersion } from '../domain/policy.entity.js';
import { ApiToken, Session, SetupLink } from '../domain/session.entity.js';
import { Site } from '../domain/site.entity.js';
import { Submission } from '../domain/submission.entity.js';
import { Thread } from '../domain/thread.entity.js';
import { Verdict } from '../domain/verdict.entity.js';
import { Connection } from './connection.js';
import { MIGRATIONS } from './migrations/index.js';

/** Every entity; the drift test compares them with the migrations. */
export const ENTITIES = [
  Site,
  Thread,
  Submission,
  PolicyVersion,
  Verdict,
  Decision,
  Comment,
  Effect,
  Moderator,
  Session,
  ApiToken,
  SetupLink,
  IdempotencyKey,
  FloodGate,
  Instance,
  Examination,
];

const BIGINT = 20;
const BIGINT_ARRAY = 1016;

/** 64-bit integers as numbers: ours are counters, far below 2^53. For these connections only. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === BIGINT) return Number;
    if (oid === BIGINT_ARRAY) {
      return (value: string) => (value === '{}' ? [] : value.slice(1, -1).split(',').map(Number));
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

const APPLICATION = 'replydesk';
const CONNECT_MS = 5_000;

/** Every wait of a query has a bound, so that no request hangs on a silent server. */
const BOUNDS = {
  statement_timeout: 15_000,
  query_timeout: 20_000,
  idle_in_transaction_session_timeout: 30_000,
};

/** Settings of a pool of pg's own: the same bounds and types as those of a data source. */
export function poolSettings(url: string): pg.PoolConfig {
  return {
    connectionString: url,
    application_name: APPLICATION,
    connectionTimeoutMillis: CONNECT_MS,
    types,
    Client: Connection,
    ...BOUNDS,
  };
}

/** Options of a data source. */
export function dataSourceOptions(settings: { url: string; pool: number }): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: APPLICATION,
    poolSize: settings.pool,
    connectTimeoutMS: CONNECT_MS,
    extra: { types, Client: Connection, ...BOUNDS },
  };
}

/** A data source that is not connected yet. */
export function createDataSource(settings: { url: string; pool: number }): DataSource {
  return new DataSource(dataSourceOptions(settings));
}
