import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import type { Signal } from '../domain/signal.js';
import type { WaitingSubmission } from './load-context.js';
import { runPipeline } from './pipeline/run-pipeline.js';
import type { Stage } from './pipeline/stage.js';
import { AskProviders } from './providers/ask-providers.js';

/** Injection token of the ordered list of stages. */
export const SCREENING_STAGES = Symbol('stages');

/** Everything that is to be known before a verdict: the stages in the house first, then services outside. */
@Injectable()
export class GatherSignals {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SCREENING_STAGES) private readonly stages: readonly Stage[],
    @Inject(AskProviders) private readonly providers: Pick<AskProviders, 'ask'>,
  ) {}

  /** @throws when the database fails; what a stage or a service fails to see is a signal. */
  async gather(submission: WaitingSubmission): Promise<Signal[]> {
    const signals = await runPipeline(this.stages, submission.context, this.config.screening.stageTimeoutMs);
    return [...signals, ...(await this.providers.ask(submission, signals))];
  }
}
