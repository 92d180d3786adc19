import { Module } from '@nestjs/common';
import { ClockWatch } from './clock-watch.js';
import { Examiner } from './examiner.js';
import { Heartbeat } from './heartbeat.js';

/** Health of the worker process, and of the whole desk, which it examines. */
@Module({ providers: [Heartbeat, ClockWatch, Examiner] })
export class HeartbeatModule {}
