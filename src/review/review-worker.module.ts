import { Module } from '@nestjs/common';
import { BulkRunner } from './bulk/bulk-runner.js';
import { SampleDrawer } from './samples/sample-drawer.js';

/** The worker's part of the review desk: it carries out bulk decisions, and draws what is looked at once more. */
@Module({ providers: [BulkRunner, SampleDrawer] })
export class ReviewWorkerModule {}
