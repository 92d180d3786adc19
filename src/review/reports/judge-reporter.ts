import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../../database/transaction-conflict.js';
import { REVIEW_CHANNEL } from '../../domain/settle-submission.js';
import { weighReports } from '../../domain/write-reports.js';

/** Stops to believe a reader who reports in bad faith, or begins to again. */
@Injectable()
export class JudgeReporter {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * None of the open reports of the reader who made this one counts from now on, nor do later ones, until the reader is
   * forgotten (ADDRESS_RETENTION_DAYS). @returns false when there is no such report, or its reader is forgotten.
   */
  disregard(reportId: string, moderatorId: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (manager) => {
      const reporter = await reporterOf(manager, reportId);
      if (reporter === null) return false;
      await manager.query(
        `insert into reporter_mute (reporter, moderator_id) values ($1, $2) on conflict (reporter) do nothing`,
        [reporter, moderatorId],
      );
      await count(manager, reporter, false);
      return true;
    });
  }

  /** The open reports of the reader who made this one count again, and so do later ones. @returns as `disregard`. */
  believe(reportId: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (manager) => {
      const reporter = await reporterOf(manager, reportId);
      if (reporter === null) return false;
      await manager.query('delete from reporter_mute where reporter = $1', [reporter]);
      await count(manager, reporter, true);
      return true;
    });
  }
}

async function reporterOf(manager: EntityManager, reportId: string): Promise<string | null> {
  const [row]: { reporter: string | null }[] = await manager.query(
    'select reporter from report where id = $1',
    [reportId],
  );
  return row?.reporter ?? null;
}

async function count(manager: EntityManager, reporter: string, counts: boolean): Promise<void> {
  const [rows]: [{ id: string }[], number] = await manager.query(
    `update report set disregarded = not $2::boolean where reporter = $1 and decision_id is null and disregarded = $2
     returning submission_id as id`,
    [reporter, counts],
  );
  await weighReports(manager, rows.map(({ id }) => id).sort());
  await manager.query(`select pg_notify($1, '')`, [REVIEW_CHANNEL]);
}
