import { Module } from '@nestjs/common';
import { KeysModule } from '../database/keys.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { FindDoor } from './find-door.query.js';
import { FormDoorController } from './form-door.controller.js';
import { JsonDoorController } from './json-door.controller.js';
import { ReceiveSubmission } from './receive-submission.js';

/** The two doors by which submissions come in, and the one path behind them. */
@Module({
  imports: [KeysModule, QueueModule],
  controllers: [FormDoorController, JsonDoorController],
  providers: [FindDoor, ReceiveSubmission],
})
export class IntakeModule {}
