import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction-conflict.js';
import { GRACE_SECONDS } from '../domain/write-effects.js';
import { failpoint } from '../failpoint.js';
import { type NewDecision, recordIn } from './record-decision.js';
import type { RecordResult } from './standing.query.js';

/** Decisions of one transaction. */
const BATCH = 50;

/** One decision for many submissions, each as it was on screen. */
export interface ManyDecisions extends Omit<NewDecision, 'submissionId' | 'version'> {
  items: readonly { id: string; version: number }[];
}

/** Decides many submissions alike. Each is fenced by its own version: what a colleague decided stays decided. */
@Injectable()
export class RecordDecisions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * In batches, each a transaction of its own; in order of the ids, so that two who do the same wait for each other.
   * @returns what came of each, by id. When the database fails in the middle, the batches before stay.
   * @throws when the database fails.
   */
  async record({ items, ...decision }: ManyDecisions): Promise<Map<string, RecordResult>> {
    const results = new Map<string, RecordResult>();
    const sorted = [...items].sort((one, other) => (one.id < other.id ? -1 : 1));
    for (let start = 0; start < sorted.length; start += BATCH) {
      const batch = sorted.slice(start, start + BATCH);
      const done = await inTransaction(this.dataSource, async (manager) => {
        const inside: [string, RecordResult][] = [];
        for (const { id, version } of batch)
          inside.push([
            id,
            await recordIn(manager, { ...decision, submissionId: id, version }, GRACE_SECONDS.bulk),
          ]);
        await failpoint('decide:written');
        return inside;
      });
      await failpoint('decide:committed');
      for (const [id, result] of done) results.set(id, result);
    }
    return results;
  }
}
