import { Controller, Get, Header, Inject, type OnModuleDestroy, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { ClockWatch } from './clock-watch.js';
import { type Readiness, readinessOf } from './readiness.js';

/** Milliseconds for which an answer of the database is repeated, so that the probe costs it nothing. */
const REPEAT_MS = 1_000;

/** Tells whatever watches the process that it lives, and whether it can do its work. */
@Controller()
export class HealthController implements OnModuleDestroy {
  private stopping = false;
  private last: { at: number; answer: Promise<Readiness> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: ClockWatch,
  ) {}

  /** From now on the process says that it accepts nothing, so that no more readers are sent to it. */
  stop(): void {
    this.stopping = true;
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** 200 as long as the process answers at all. */
  @Get('healthz')
  @Header('cache-control', 'no-store')
  alive(): { alive: true } {
    return { alive: true };
  }

  /** 200 when submissions are accepted, which depends on the database alone; 503 else, and while it stops. */
  @Get('readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const readiness = this.stopping ? ({ accepting: false } as const) : await this.ask();
    await reply
      .status(readiness.accepting ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  }

  private ask(): Promise<Readiness> {
    const now = performance.now();
    if (this.last === undefined || now - this.last.at > REPEAT_MS) {
      const answer = readinessOf(this.dataSource, this.config.screening.requeueSeconds, this.clock.state);
      this.last = { at: now, answer };
    }
    return this.last.answer;
  }
}
