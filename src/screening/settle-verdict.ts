import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Gatherer } from '../database/gatherer.js';
import { type Settlement, settleSubmissions, type VerdictRecord } from '../domain/settle-submission.js';
import type { SubmissionState } from '../domain/submission-state.js';
import type { Outcome } from '../domain/verdict.entity.js';
import { failpoint } from '../failpoint.js';
import { type CountedAction, countActions } from './count-actions.js';
import { planRechecks } from './plan-rechecks.js';
import { isDatabaseAway } from '../http/problem.js';

const STATE_OF: Readonly<Record<Outcome, SubmissionState>> = {
  approve: 'approved',
  hold: 'held',
  reject: 'rejected',
};

/** A verdict on a submission that was `received` at this version, or `held` when it is looked at again. */
export interface NewVerdict extends Omit<VerdictRecord, 'kind'> {
  submissionId: string;
  version: number;
  /** Rules whose actions are counted (count-actions.ts). */
  countedRules: readonly string[];
}

interface Item {
  settlement: Settlement;
  counted: readonly CountedAction[];
}

type Answer = { settled: boolean } | { error: unknown };

/** Settles verdicts, those of some milliseconds in one transaction. */
@Injectable()
export class SettleVerdict {
  private readonly gatherer = new Gatherer<Item, Answer>({
    run: (items) => this.settleAll(items),
    windowMs: 1,
    maxBatch: 100,
    lanes: 2,
    maxWaiting: 10_000,
    keysOf: ({ settlement }) => [settlement.submissionId],
  });

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Settles one submission.
   * @returns false when another was faster; nothing is written then.
   * @throws when the database fails.
   */
  async settle({ submissionId, version, countedRules, ...verdict }: NewVerdict): Promise<boolean> {
    const settlement: Settlement = {
      submissionId,
      version,
      from: verdict.recheck === true ? 'held' : 'received',
      to: STATE_OF[verdict.outcome],
      reason: verdict.rule,
      record: { kind: 'verdict', ...verdict },
    };
    const counted = countedRules.map((rule) => ({ policyId: verdict.policyId, rule }));
    const answer = await this.gatherer.add({ settlement, counted });
    if ('error' in answer) throw answer.error;
    return answer.settled;
  }

  /** One row that the database refuses must not fail the others: then each goes alone. */
  private async settleAll(items: readonly Item[]): Promise<Answer[]> {
    try {
      return await this.inOneTransaction(items);
    } catch (error) {
      if (items.length === 1 || isDatabaseAway(error)) return items.map(() => ({ error }));
    }
    const answers: Answer[] = [];
    for (const item of items) {
      const alone = await this.inOneTransaction([item]).catch((error: unknown) => [{ error }]);
      answers.push(...alone);
    }
    return answers;
  }

  private async inOneTransaction(items: readonly Item[]): Promise<Answer[]> {
    const answers = await this.dataSource.transaction(async (manager) => {
      await failpoint('settle:begun');
      const results = await settleSubmissions(
        manager,
        items.map(({ settlement }) => settlement),
      );
      await countActions(
        manager,
        items.flatMap(({ counted }, index) => (results[index]?.settled === true ? counted : [])),
      );
      await planRechecks(
        manager,
        items.flatMap(({ settlement }, index) => (results[index]?.settled === true ? [settlement] : [])),
      );
      await failpoint('settle:written');
      return results;
    });
    await failpoint('settle:committed');
    return answers;
  }
}
