import { Module } from '@nestjs/common';
import { Heartbeat } from './heartbeat.js';

/** Health of the worker process. */
@Module({ providers: [Heartbeat] })
export class HeartbeatModule {}
