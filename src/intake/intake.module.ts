import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { KeysModule } from '../database/keys.module.js';
import { PreparedConnections } from '../database/prepared-connections.js';
import { QueueModule } from '../queue/queue.module.js';
import { FindDoor } from './find-door.query.js';
import { FormDoorController } from './form-door.controller.js';
import { JsonDoorController } from './json-door.controller.js';
import { ReceiveSubmission } from './receive-submission.js';

/** Two batches of each of the two gatherers may be under way. */
const CONNECTIONS = 4;

/** The two doors by which submissions come in, and the one path behind them. */
@Module({
  imports: [KeysModule, QueueModule],
  controllers: [FormDoorController, JsonDoorController],
  providers: [
    FindDoor,
    ReceiveSubmission,
    {
      provide: PreparedConnections,
      inject: [CONFIG],
      useFactory: (config: Config) =>
        new PreparedConnections({ url: config.database.url, size: CONNECTIONS }),
    },
  ],
})
export class IntakeModule {}
