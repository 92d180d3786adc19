import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { EveryMinute } from '../../queue/every-minute.js';
import { drawSamples } from './draw-samples.js';

/** Draws each minute what is to be looked at once more. */
@Injectable()
export class SampleDrawer implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly drawing: EveryMinute;

  constructor(dataSource: DataSource, @Inject(CONFIG) config: Config) {
    this.drawing = new EveryMinute('samples', () => drawSamples(dataSource, config.review.samplePercent));
  }

  onApplicationBootstrap(): void {
    this.drawing.start();
  }

  onModuleDestroy(): void {
    this.drawing.stop();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.drawing.end();
  }
}
