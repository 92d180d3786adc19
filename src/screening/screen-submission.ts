import { Injectable } from '@nestjs/common';
import { decide } from '../domain/decide.js';
import { failpoint } from '../failpoint.js';
import { ENGINE } from '../config/engine.js';
import { EVENTS } from '../operations/events.js';
import { countedRules } from './count-actions.js';
import { GatherSignals } from './gather-signals.js';
import { LoadContext } from './load-context.js';
import { SettleVerdict } from './settle-verdict.js';

/** What screening did: `not-waiting` when there was nothing to do, or another worker was faster. */
export type Screened = 'settled' | 'not-waiting';

/** Screens submissions. Safe to repeat: only what is `received` gets a verdict, and only one. */
@Injectable()
export class ScreenSubmission {
  constructor(
    private readonly loadContext: LoadContext,
    private readonly settleVerdict: SettleVerdict,
    private readonly gatherSignals: GatherSignals,
  ) {}

  /**
   * Gives one submission its verdict.
   * @throws when the database fails, or its site has no usable policy.
   */
  async screen(submissionId: string): Promise<Screened> {
    const startedAt = performance.now();
    const waiting = await this.loadContext.load(submissionId);
    if (waiting === null) return 'not-waiting';
    await failpoint('screen:loaded');
    const { version, policyId, receivedOn, context, controls } = waiting;
    const signals = [...(await this.gatherSignals.gather(waiting)), ...controls];
    await failpoint('screen:staged');
    const decided = decide(context.policy, signals, { id: submissionId, receivedOn });
    await failpoint('screen:decided');
    const settled = await this.settleVerdict.settle({
      submissionId,
      version,
      policyId,
      signals,
      engine: ENGINE,
      ...decided,
      countedRules: countedRules(context.policy, decided),
    });
    if (!settled) return 'not-waiting';
    const seconds = (performance.now() - startedAt) / 1_000;
    EVENTS.verdict.publish({ outcome: decided.outcome, count: 1, seconds });
    return 'settled';
  }
}
