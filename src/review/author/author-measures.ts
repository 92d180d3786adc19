import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { MeasureView } from '../../contract/item-api.js';
import { KEYS } from '../../database/keys.module.js';
import type { MeasureKind } from '../../domain/measure-kind.js';
import type { Keys } from '../../domain/keys.js';
import { authorOf } from './author.query.js';
import { findMeasure, IN_FORCE } from './measures.query.js';

/** A measure that somebody asks for, upon the author of a submission. */
export interface NewMeasure {
  submissionId: string;
  kind: MeasureKind;
  everywhere: boolean;
  /** Of a suspension. */
  days: number | null;
  reason: string;
  moderatorId: string;
}

/** What came of it; `nobody`: the author gave neither name nor e-mail. */
export type MeasureResult =
  { kind: 'laid'; measure: MeasureView } | { kind: 'unknown' | 'nobody' | 'in-force' };

/** Lays measures upon authors, from the next submission that is screened, and ends them. */
@Injectable()
export class AuthorMeasures {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Two who ask for the same at once make one: the other is told that it is in force. */
  async lay(wish: NewMeasure): Promise<MeasureResult> {
    const author = await authorOf(this.dataSource.manager, this.keys, wish.submissionId);
    if (author === null) return { kind: 'unknown' };
    const { key } = author;
    if (key === null) return { kind: 'nobody' };
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtext('author ' || $1))`, [key]);
      const siteId = wish.everywhere ? null : author.siteId;
      if (await isInForce(manager, { key, siteId, kind: wish.kind })) return { kind: 'in-force' };
      const id = randomUUID();
      await manager.query(
        `insert into author_measure (id, site_id, author_key, submission_id, kind, reason, until, moderator_id)
         values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7), $8)`,
        [id, siteId, key, wish.submissionId, wish.kind, wish.reason, wish.days, wish.moderatorId],
      );
      const measure = await findMeasure(manager, id);
      return measure === null ? { kind: 'unknown' } : { kind: 'laid', measure };
    });
  }

  /** Ends one before its time. One that is over stays as it was. @returns null when there is none. */
  async end(id: string, moderatorId: string): Promise<MeasureView | null> {
    const { manager } = this.dataSource;
    await manager.query(
      `update author_measure m set ended_at = now(), ended_by = $2 where id = $1 and ${IN_FORCE}`,
      [id, moderatorId],
    );
    return findMeasure(manager, id);
  }
}

async function isInForce(
  manager: EntityManager,
  { key, siteId, kind }: { key: string; siteId: string | null; kind: MeasureKind },
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `select 1 from author_measure m
      where m.author_key = $1 and m.kind = $2 and (m.site_id is null or m.site_id = $3) and ${IN_FORCE}`,
    [key, kind, siteId],
  );
  return rows.length > 0;
}
