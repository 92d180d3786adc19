import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { ForgetAddresses } from './forget-addresses.js';
import { HoldSubmissions } from './hold-submissions.js';
import { LoadContext } from './load-context.js';
import { SCREENING_STAGES, ScreenSubmission } from './screen-submission.js';
import { ScreeningProcessor } from './screening.processor.js';
import { ScreeningSweeper } from './screening.sweeper.js';
import { SettleVerdict } from './settle-verdict.js';
import { STAGES } from './stages/index.js';

/** The machine's part: jobs in, verdicts out. */
@Module({
  imports: [QueueModule],
  providers: [
    { provide: SCREENING_STAGES, useValue: STAGES },
    LoadContext,
    SettleVerdict,
    ScreenSubmission,
    HoldSubmissions,
    ScreeningProcessor,
    ForgetAddresses,
    ScreeningSweeper,
  ],
})
export class ScreeningModule {}
