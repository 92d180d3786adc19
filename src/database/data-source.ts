import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { AuthorMeasure } from '../domain/author-measure.entity.js';
import { Bulk, BulkItem } from '../domain/bulk.entity.js';
import { Comment } from '../domain/comment.entity.js';
import { Decision } from '../domain/decision.entity.js';
import { Examination } from '../domain/examination.entity.js';
import { ExaminationWish } from '../domain/examination-wish.entity.js';
import { FloodGate, IdempotencyKey, Instance } from '../domain/intake-keys.entity.js';
import { LinkDomain } from '../domain/link-domain.entity.js';
import { Moderator } from '../domain/moderator.entity.js';
import { Note } from '../domain/note.entity.js';
import { Effect } from '../domain/outbox.entity.js';
import { Invitation, PeopleEvent } from '../domain/people.entity.js';
import { QueueTally } from '../domain/queue-tally.entity.js';
import { Recheck } from '../domain/recheck.entity.js';
import { RaidGuard } from '../domain/raid-guard.entity.js';
import { ReviewFlag } from '../domain/review-flag.entity.js';
import { ReviewLease } from '../domain/review-lease.entity.js';
import { RuleBrake } from '../domain/rule-brake.entity.js';
import { RuleDay } from '../domain/rule-day.entity.js';
import { PanicSwitch } from '../domain/panic-switch.entity.js';
import { PolicyDraft } from '../domain/policy-draft.entity.js';
import { PolicyReplay } from '../domain/policy-replay.entity.js';
import { PolicyVersion } from '../domain/policy.entity.js';
import { Report, Reported, ReporterMute } from '../domain/report.entity.js';
import { Sample } from '../domain/sample.entity.js';
import { RecoveryCode, SecondFactor } from '../domain/second-factor.entity.js';
import { ApiToken, Session, SetupLink, SignInStep } from '../domain/session.entity.js';
import { Site } from '../domain/site.entity.js';
import { SubmissionSearch } from '../domain/submission-search.entity.js';
import { Submission } from '../domain/submission.entity.js';
import { TextBand } from '../domain/text-band.entity.js';
import { Thread } from '../domain/thread.entity.js';
import { Verdict } from '../domain/verdict.entity.js';
import { Connection } from './connection.js';
import { MIGRATIONS } from './migrations/index.js';

/** Every entity; the drift test compares them with the migrations. */
export const ENTITIES = [
  Site,
  Thread,
  Submission,
  PolicyDraft,
  PolicyVersion,
  Verdict,
  Decision,
  Comment,
  Effect,
  Moderator,
  Session,
  ApiToken,
  SetupLink,
  SignInStep,
  SecondFactor,
  RecoveryCode,
  Invitation,
  PeopleEvent,
  IdempotencyKey,
  FloodGate,
  Instance,
  Examination,
  ExaminationWish,
  TextBand,
  LinkDomain,
  PanicSwitch,
  RaidGuard,
  Recheck,
  RuleBrake,
  RuleDay,
  PolicyReplay,
  SubmissionSearch,
  QueueTally,
  ReviewLease,
  ReviewFlag,
  Report,
  Reported,
  ReporterMute,
  Sample,
  AuthorMeasure,
  Note,
  Bulk,
  BulkItem,
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
