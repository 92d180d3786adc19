import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Gatherer } from '../database/gatherer.js';
import { type Settlement, settleSubmissions, type VerdictRecord } from '../domain/settle-submission.js';
import type { SubmissionState } from '../domain/submission-state.js';
import type { Outcome } from '../domain/verdict.entity.js';
import { failpoint } from '../failpoint.js';
import { isDatabaseAway } from '../http/problem.js';

const STATE_OF: Readonly<Record<Outcome, SubmissionState>> = {
  approve: 'approved',
  hold: 'held',
  reject: 'rejected',
};

/** A verdict on a submission that was `received` at this version. */
export interface NewVerdict extends Omit<VerdictRecord, 'kind'> {
  submissionId: string;
  version: number;
}

type Answer = { settled: boolean } | { error: unknown };

/** Settles verdicts, those of some milliseconds in one transaction. */
@Injectable()
export class SettleVerdict {
  private readonly gatherer = new Gatherer<Settlement, Answer>({
    run: (settlements) => this.settleAll(settlements),
    windowMs: 1,
    maxBatch: 100,
    lanes: 2,
    maxWaiting: 10_000,
    keysOf: ({ submissionId }) => [submissionId],
  });

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Settles one submission.
   * @returns false when another was faster; nothing is written then.
   * @throws when the database fails.
   */
  async settle({ submissionId, version, ...verdict }: NewVerdict): Promise<boolean> {
    const answer = await this.gatherer.add({
      submissionId,
      version,
      from: 'received',
      to: STATE_OF[verdict.outcome],
      reason: verdict.rule,
      record: { kind: 'verdict', ...verdict },
    });
    if ('error' in answer) throw answer.error;
    return answer.settled;
  }

  /** One row that the database refuses must not fail the others: then each goes alone. */
  private async settleAll(settlements: readonly Settlement[]): Promise<Answer[]> {
    try {
      return await this.inOneTransaction(settlements);
    } catch (error) {
      if (settlements.length === 1 || isDatabaseAway(error)) return settlements.map(() => ({ error }));
    }
    const answers: Answer[] = [];
    for (const settlement of settlements) {
      const alone = await this.inOneTransaction([settlement]).catch((error: unknown) => [{ error }]);
      answers.push(...alone);
    }
    return answers;
  }

  private async inOneTransaction(settlements: readonly Settlement[]): Promise<Answer[]> {
    const answers = await this.dataSource.transaction(async (manager) => {
      await failpoint('settle:begun');
      const results = await settleSubmissions(manager, settlements);
      await failpoint('settle:written');
      return results;
    });
    await failpoint('settle:committed');
    return answers;
  }
}
