import { type DynamicModule, Module } from '@nestjs/common';
import { ClockWatch } from './clock-watch.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsServer, ROLE } from './metrics/metrics-server.js';

/** What every process knows and tells of itself: its clock and its numbers. */
@Module({})
export class ProcessModule {
  static register(role: 'api' | 'worker'): DynamicModule {
    return {
      module: ProcessModule,
      providers: [{ provide: ROLE, useValue: role }, ClockWatch, Metrics, MetricsServer],
      exports: [ClockWatch],
    };
  }
}
