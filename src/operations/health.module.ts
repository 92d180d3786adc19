import { Module } from '@nestjs/common';
import { ClockWatch } from './clock-watch.js';
import { HealthController } from './health.controller.js';

/** Health of the HTTP process. */
@Module({ controllers: [HealthController], providers: [ClockWatch] })
export class HealthModule {}
