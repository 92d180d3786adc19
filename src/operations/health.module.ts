import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { ProcessModule } from './process.module.js';

/** Health of the HTTP process. */
@Module({ imports: [ProcessModule.register('api')], controllers: [HealthController] })
export class HealthModule {}
