import { Module } from '@nestjs/common';
import { Examiner } from './examiner.js';
import { Heartbeat } from './heartbeat.js';
import { ProcessModule } from './process.module.js';

/** Health of the worker process, and of the whole desk, which it examines. */
@Module({ imports: [ProcessModule.register('worker')], providers: [Heartbeat, Examiner] })
export class HeartbeatModule {}
