import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { KEYS } from '../../database/keys.module.js';
import { inTransaction } from '../../database/transaction-conflict.js';
import { hashAddress, type Keys } from '../../domain/keys.js';
import { REVIEW_CHANNEL } from '../../domain/settle-submission.js';
import { weighReports } from '../../domain/write-reports.js';
import { exactNetwork, wideNetwork } from '../../http/client-address.js';
import type { ReportWish } from './report.schema.js';

/** Reports of one reader within an hour at most. */
export const REPORTS_PER_HOUR = 20;

/** Seconds after which a reader who reported too much may certainly go on. */
export const FLOOD_SECONDS = 3_600;

/** A report on its way in. */
export interface NewReport extends ReportWish {
  /** Number of the comment. */
  number: number;
  /** Valid network address of the reader (http/client-address.ts). */
  address: string;
}

/** `taken` also where this reader has reported the comment before, or is not believed: nobody is told. */
export type TakeResult = 'taken' | 'unknown' | 'flood';

/** Keeps a reader's report of a published comment. The comment stays as it is until a person decides. */
@Injectable()
export class TakeReport {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** One transaction; the answer is given after COMMIT. */
  take(report: NewReport): Promise<TakeResult> {
    return inTransaction(this.dataSource, (manager) => this.takeIn(manager, report));
  }

  private async takeIn(manager: EntityManager, report: NewReport): Promise<TakeResult> {
    const [comment]: { submission_id: string }[] = await manager.query(
      `select c.submission_id from comment c join thread t on t.id = c.thread_id
        where c.id = $1 and not t.hidden for no key update of c`,
      [report.number],
    );
    if (comment === undefined) return 'unknown';
    const reporter = hashAddress(this.keys, exactNetwork(report.address));
    const standing = await standingOf(manager, comment.submission_id, reporter);
    if (standing.reported) return 'taken';
    if (standing.lately >= REPORTS_PER_HOUR) return 'flood';
    await manager.query(
      `insert into report (id, submission_id, kind, note, reporter, network, disregarded)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (submission_id, reporter) do nothing`,
      [
        randomUUID(),
        comment.submission_id,
        report.kind,
        report.note,
        reporter,
        hashAddress(this.keys, wideNetwork(report.address)),
        standing.muted,
      ],
    );
    await weighReports(manager, [comment.submission_id]);
    await manager.query(`select pg_notify($1, '')`, [REVIEW_CHANNEL]);
    return 'taken';
  }
}

async function standingOf(
  manager: EntityManager,
  submissionId: string,
  reporter: string,
): Promise<{ reported: boolean; lately: number; muted: boolean }> {
  const [standing]: { reported: boolean; lately: number; muted: boolean }[] = await manager.query(
    `select exists (select from report where submission_id = $1 and reporter = $2) as reported,
            (select count(*)::int from report
              where reporter = $2 and created_at > now() - interval '1 hour') as lately,
            exists (select from reporter_mute where reporter = $2) as muted`,
    [submissionId, reporter],
  );
  if (standing === undefined) throw new Error('a select without from has one row');
  return standing;
}
