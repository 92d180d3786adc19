import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { decide } from '../domain/decide.js';
import { failpoint } from '../failpoint.js';
import { ENGINE } from '../config/engine.js';
import { EVENTS } from '../operations/events.js';
import { LoadContext } from './load-context.js';
import { runPipeline } from './pipeline/run-pipeline.js';
import { SettleVerdict } from './settle-verdict.js';
import type { Stage } from './pipeline/stage.js';

/** Injection token of the ordered list of stages. */
export const SCREENING_STAGES = Symbol('stages');

/** What screening did: `not-waiting` when there was nothing to do, or another worker was faster. */
export type Screened = 'settled' | 'not-waiting';

/** Screens submissions. Safe to repeat: only what is `received` gets a verdict, and only one. */
@Injectable()
export class ScreenSubmission {
  constructor(
    private readonly loadContext: LoadContext,
    private readonly settleVerdict: SettleVerdict,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SCREENING_STAGES) private readonly stages: readonly Stage[],
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
    const { version, policyId, context } = waiting;
    const signals = await runPipeline(this.stages, context, this.config.screening.stageTimeoutMs);
    await failpoint('screen:staged');
    const decided = decide(context.policy, signals);
    await failpoint('screen:decided');
    const settled = await this.settleVerdict.settle({
      submissionId,
      version,
      policyId,
      signals,
      engine: ENGINE,
      ...decided,
    });
    if (!settled) return 'not-waiting';
    const seconds = (performance.now() - startedAt) / 1_000;
    EVENTS.verdict.publish({ outcome: decided.outcome, count: 1, seconds });
    return 'settled';
  }
}
