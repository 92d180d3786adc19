import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EffectsModule } from './effects/effects.module.js';
import { HeartbeatModule } from './operations/heartbeat.module.js';
import { ReviewWorkerModule } from './review/review-worker.module.js';
import { ScreeningModule } from './screening/screening.module.js';

/** Composition root of the worker process: every processor, no controller. */
@Module({})
export class WorkerModule {
  static register(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.register(config),
        DatabaseModule,
        ScreeningModule,
        EffectsModule,
        ReviewWorkerModule,
        HeartbeatModule,
      ],
    };
  }
}
