import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SampleCount, SampleHand } from '../../contract/samples-api.js';
import { inTransaction } from '../../database/transaction-conflict.js';
import type { Audience } from '../review-row.js';
import { isInvolved } from './involved.js';
import { sampleViews } from './sample-views.query.js';

/** Minutes for which what was handed out is handed to nobody else. */
const MINUTES = 5;

/** SQL: sample `x` of submission `s` may be answered by the moderator $1. */
const FOR_ME = `x.answered_at is null and s.version = x.version and s.state in ('approved', 'rejected')
  and (x.moderator_id is null or x.moderator_id = $1 or x.until <= now())
  and not $1::uuid = any(x.passed_by) and not ${isInvolved('$1::uuid', 's.id')}`;

/** Hands out second looks: to nobody what that person has decided on, and nothing to two at once. */
@Injectable()
export class HandSamples {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that the person has already, then disagreements, then the longest open ones. */
  async hand(moderatorId: string, want: number, audience: Audience): Promise<SampleHand> {
    const ids = await inTransaction(this.dataSource, (manager) => take(manager, moderatorId, want));
    const { waiting } = await this.count(moderatorId);
    return { waiting, items: await sampleViews(this.dataSource.manager, ids, audience) };
  }

  /** How many there are for a person. */
  async count(moderatorId: string): Promise<SampleCount> {
    const [row]: { waiting: number }[] = await this.dataSource.query(
      `select count(*)::int as waiting from sample x join submission s on s.id = x.submission_id where ${FOR_ME}`,
      [moderatorId],
    );
    return { waiting: row?.waiting ?? 0 };
  }
}

async function take(manager: EntityManager, moderatorId: string, want: number): Promise<string[]> {
  const [rows]: [{ id: string }[], number] = await manager.query(
    `with mine as (
       select x.id from sample x join submission s on s.id = x.submission_id where ${FOR_ME}
        order by x.moderator_id is distinct from $1::uuid, x.kind <> 'third', x.asked_at, x.id
        limit $2 for update of x skip locked
     )
     update sample set moderator_id = $1, until = now() + interval '${MINUTES} minutes'
       from mine where sample.id = mine.id returning sample.id`,
    [moderatorId, want],
  );
  return rows.map(({ id }) => id);
}
