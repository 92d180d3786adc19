import { type OnApplicationBootstrap, type OnApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { rm, stat, writeFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';

/** Milliseconds between two beats. */
const BEAT_MS = 5_000;

/** Age in milliseconds from which a heartbeat says that the worker does not work. */
const SILENT_MS = 30_000;

/** Touches the heartbeat file while the worker's event loop runs and its database answers. */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private beating = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const file = this.config.heartbeatFile;
    if (file === undefined) return;
    await this.beat(file);
    this.timer = setInterval(() => void this.beat(file), BEAT_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    const file = this.config.heartbeatFile;
    if (file !== undefined) await rm(file, { force: true });
  }

  /** A beat that fails is a beat missed: whoever reads the file sees it grow old. */
  private async beat(file: string): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    try {
      await this.dataSource.query('select 1');
      await writeFile(file, `${new Date().toISOString()}\n`);
    } catch {
      return;
    } finally {
      this.beating = false;
    }
  }
}

/** Whether a worker touched the file within the last 30 seconds. Never throws. */
export async function isBeating(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs < SILENT_MS;
  } catch {
    return false;
  }
}
