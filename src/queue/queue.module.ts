import { Module } from '@nestjs/common';
import { ScreeningQueue } from './screening.queue.js';

/** The connection to the broker by which a process adds jobs. */
@Module({ providers: [ScreeningQueue], exports: [ScreeningQueue] })
export class QueueModule {}
