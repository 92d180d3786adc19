import { Module } from '@nestjs/common';
import { BulkRunner } from './bulk-runner.js';

/** The worker's part of the review desk: it carries out what was decided for many submissions at once. */
@Module({ providers: [BulkRunner] })
export class BulkWorkerModule {}
