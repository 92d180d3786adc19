import { Inject, Injectable } from '@nestjs/common';
import { Gatherer, GathererFullError } from '../database/gatherer.js';
import { PreparedConnections } from '../database/prepared-connections.js';
import { KEYS } from '../database/keys.module.js';
import { isTransactionConflict } from '../database/transaction-conflict.js';
import type { Keys } from '../domain/keys.js';
import { failpoint } from '../failpoint.js';
import { isDatabaseAway } from '../http/problem.js';
import { ScreeningQueue } from '../queue/screening.queue.js';
import { storeBatch, type Stored } from './store-batch.js';
import { contestedKeys, type NewSubmission, rowOf, type SubmissionRow } from './submission-row.js';

export type { NewSubmission } from './submission-row.js';

/** What became of a submission. `busy`: nothing is known to be stored, the client may try again. */
export type ReceiveResult = Stored | { kind: 'busy' };

/** A fault of one row, handed through the batch to its own caller. */
type Settled = ReceiveResult | { kind: 'failed'; error: unknown };

/** Times a batch is judged again because another process was faster or the database asked for it. */
const BATCH_TRIES = 2;
const SINGLE_TRIES = 5;

/** Stores submissions: those of a millisecond in one transaction, each answered after COMMIT. */
@Injectable()
export class ReceiveSubmission {
  private readonly gatherer = new Gatherer<SubmissionRow, Settled>({
    run: (rows) => this.settleBatch(rows),
    windowMs: 1,
    maxBatch: 100,
    lanes: 2,
    maxWaiting: 2_000,
    maxPerKey: 200,
    keysOf: contestedKeys,
  });

  constructor(
    private readonly connections: PreparedConnections,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(ScreeningQueue) private readonly queue: Pick<ScreeningQueue, 'enqueue'>,
  ) {}

  /**
   * Stores a valid submission and hands it to the screening queue. The answer depends on the database alone.
   * @throws only for faults of ours; expected refusals are results.
   */
  async receive(submission: NewSubmission): Promise<ReceiveResult> {
    try {
      const settled = await this.gatherer.add(rowOf(this.keys, submission));
      if (settled.kind === 'failed') throw settled.error;
      return settled;
    } catch (error) {
      if (error instanceof GathererFullError) return { kind: 'busy' };
      throw error;
    }
  }

  private async settleBatch(rows: readonly SubmissionRow[]): Promise<Settled[]> {
    await failpoint('accept:before-commit');
    const results = await this.storeTogether(rows);
    await failpoint('accept:committed');
    const ids = results.flatMap((result) =>
      result.kind === 'accepted' && !result.repeated ? [result.id] : [],
    );
    if (ids.length > 0) this.queue.enqueue(ids);
    await failpoint('accept:enqueued');
    return results;
  }

  /** One transaction for all; where that does not work, one for each, so that a bad row refuses nobody else. */
  private async storeTogether(rows: readonly SubmissionRow[]): Promise<Settled[]> {
    const tries = rows.length === 1 ? SINGLE_TRIES : BATCH_TRIES;
    for (let left = tries; left > 0; left--) {
      try {
        return await storeBatch(this.connections, rows);
      } catch (error) {
        if (isDatabaseAway(error)) return rows.map(() => ({ kind: 'busy' }));
        if (isTransactionConflict(error)) continue;
        if (rows.length === 1) return [{ kind: 'failed', error }];
        break;
      }
    }
    if (rows.length === 1) return [{ kind: 'busy' }];
    const results: Settled[] = [];
    for (const row of rows) results.push(...(await this.storeTogether([row])));
    return results;
  }
}
