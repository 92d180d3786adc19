import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { FlagKind } from '../../domain/review-flag.entity.js';
import { REVIEW_CHANNEL } from '../../domain/settle-submission.js';

/** A submission that somebody passes on. */
export interface NewFlag {
  submissionId: string;
  moderatorId: string;
  kind: FlagKind;
  note: string | null;
}

/** Passes a held submission on instead of deciding it. */
@Injectable()
export class RaiseFlag {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns false when it does not wait for a person (any more). */
  async raise({ submissionId, moderatorId, kind, note }: NewFlag): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `with flagged as (
         insert into review_flag (id, submission_id, moderator_id, kind, note)
         select $1, id, $3, $4, $5 from submission where id = $2 and state = 'held' returning submission_id
       ), freed as (
         delete from review_lease l using flagged
          where l.submission_id = flagged.submission_id and l.moderator_id = $3
       )
       select pg_notify($6, '') from flagged`,
      [randomUUID(), submissionId, moderatorId, kind, note, REVIEW_CHANNEL],
    );
    return rows.length > 0;
  }
}
