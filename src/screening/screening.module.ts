import { Module } from '@nestjs/common';
import { KeysModule } from '../database/keys.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { BrakeRules } from './brake-rules.js';
import { ForgetAddresses } from './forget-addresses.js';
import { GatherSignals, SCREENING_STAGES } from './gather-signals.js';
import { HoldSubmissions } from './hold-submissions.js';
import { LoadContext, LoadHeldContext } from './load-context.js';
import { AskProviders } from './providers/ask-providers.js';
import { ReplayRunner } from './replay/replay-runner.js';
import { RecheckSubmissions } from './recheck-submissions.js';
import { ScreenSubmission } from './screen-submission.js';
import { ScreeningProcessor } from './screening.processor.js';
import { ScreeningSweeper } from './screening.sweeper.js';
import { SettleVerdict } from './settle-verdict.js';
import { STAGES } from './stages/index.js';

/** The machine's part: jobs in, verdicts out. */
@Module({
  imports: [KeysModule, QueueModule],
  providers: [
    { provide: SCREENING_STAGES, useValue: STAGES },
    LoadContext,
    LoadHeldContext,
    SettleVerdict,
    AskProviders,
    GatherSignals,
    ScreenSubmission,
    HoldSubmissions,
    ScreeningProcessor,
    ForgetAddresses,
    BrakeRules,
    RecheckSubmissions,
    ScreeningSweeper,
    ReplayRunner,
  ],
})
export class ScreeningModule {}
