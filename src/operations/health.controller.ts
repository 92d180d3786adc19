import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { type Readiness, readinessOf } from './readiness.js';

/** Milliseconds for which an answer of the database is repeated, so that the probe costs it nothing. */
const REPEAT_MS = 1_000;

/** Tells whatever watches the process that it lives, and whether it can do its work. */
@Controller()
export class HealthController {
  private last: { at: number; answer: Promise<Readiness> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** 200 as long as the process answers at all. */
  @Get('healthz')
  @Header('cache-control', 'no-store')
  alive(): { alive: true } {
    return { alive: true };
  }

  /** 200 when submissions are accepted, which depends on the database alone; else 503. */
  @Get('readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const readiness = await this.ask();
    await reply
      .status(readiness.accepting ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  }

  private ask(): Promise<Readiness> {
    const now = performance.now();
    if (this.last === undefined || now - this.last.at > REPEAT_MS) {
      const answer = readinessOf(this.dataSource, this.config.screening.requeueSeconds);
      this.last = { at: now, answer };
    }
    return this.last.answer;
  }
}
