import { Module } from '@nestjs/common';
import { Examiner } from './examiner.js';
import { Heartbeat } from './heartbeat.js';
import { Upkeep } from './upkeep.js';
import { ProcessModule } from './process.module.js';

/** Health of the worker process, and of the whole desk, which it examines. */
@Module({ imports: [ProcessModule.register('worker')], providers: [Heartbeat, Examiner, Upkeep] })
export class HeartbeatModule {}
