import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ANSWERED, type AnsweredEvent } from '../../http/answered.js';
import { withTimeLimit } from '../../queue/time-limit.js';
import { ClockWatch } from '../clock-watch.js';
import { EVENTS, type ProviderEvent, type VerdictEvent } from '../events.js';
import { lastExamination } from '../examinations.js';
import { createInstruments, type Instruments } from './instruments.js';
import { storeNumbers } from './store-numbers.js';

/** Milliseconds for which what the database told is repeated, so that asking often costs it nothing. */
const REPEAT_MS = 10_000;

/** Longest wait for the database, in milliseconds. */
const PATIENCE_MS = 5_000;

/** The numbers of this process and of the stores, in the text format of Prometheus. */
@Injectable()
export class Metrics {
  private instruments: Instruments | undefined;
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: ClockWatch,
  ) {}

  /** Begins to count; what happened before is not counted. */
  start(): void {
    this.instruments ??= createInstruments();
    ANSWERED.subscribe(this.onAnswered);
    EVENTS.verdict.subscribe(this.onVerdict);
    EVENTS.provider.subscribe(this.onProvider);
  }

  /** Ends counting. */
  stop(): void {
    ANSWERED.unsubscribe(this.onAnswered);
    EVENTS.verdict.unsubscribe(this.onVerdict);
    EVENTS.provider.unsubscribe(this.onProvider);
  }

  /** All numbers; those of the stores are at most ten seconds old. Never throws. */
  async text(): Promise<{ contentType: string; body: string }> {
    const instruments = (this.instruments ??= createInstruments());
    if (this.asking === undefined && performance.now() - this.askedAt >= REPEAT_MS) {
      this.asking = this.askDatabase(instruments).finally(() => {
        this.askedAt = performance.now();
        this.asking = undefined;
      });
    }
    await this.asking;
    const { offset } = this.clock;
    if (offset === undefined) instruments.clockOffset.remove();
    else instruments.clockOffset.set(offset.offsetMs / 1_000);
    const { registry } = instruments;
    return { contentType: registry.contentType, body: await registry.metrics() };
  }

  /** What the database cannot tell is left out, not told as it was. */
  private async askDatabase(to: Instruments): Promise<void> {
    const { submissions, oldestWaiting, effects, bulks, oldestDue, balanced, violations } = to;
    for (const one of [submissions, effects, bulks, violations]) one.reset();
    const { examinationAge, examinationDuration, rulesStopped } = to;
    for (const one of [oldestWaiting, oldestDue, balanced, examinationAge, examinationDuration, rulesStopped])
      one.remove();
    try {
      const asking = Promise.all([storeNumbers(this.dataSource), lastExamination(this.dataSource)]);
      const [stores, last] = await withTimeLimit(asking, PATIENCE_MS, 'the database did not answer');
      for (const [state, count] of Object.entries(stores.submissions)) submissions.set({ state }, count);
      for (const [state, count] of Object.entries(stores.effects)) effects.set({ state }, count);
      for (const [state, count] of Object.entries(stores.bulks)) bulks.set({ state }, count);
      oldestWaiting.set(stores.oldestWaitingSeconds);
      oldestDue.set(stores.oldestDueSeconds);
      rulesStopped.set(stores.rulesStopped);
      if (last !== undefined) {
        examinationAge.set(last.ageSeconds);
        examinationDuration.set(last.durationMs / 1_000);
        for (const [invariant, count] of last.violations) violations.set({ invariant }, count);
        if (last.balanced !== null) balanced.set(last.balanced ? 1 : 0);
      }
      to.databaseUp.set(1);
    } catch {
      to.databaseUp.set(0);
    }
  }

  private readonly onAnswered = (event: unknown): void => {
    const { method, route, status, seconds } = event as AnsweredEvent;
    this.instruments?.answers.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  };

  private readonly onProvider = (event: unknown): void => {
    const { provider, status, seconds } = event as ProviderEvent;
    this.instruments?.providers.observe({ provider, status }, seconds);
  };

  private readonly onVerdict = (event: unknown): void => {
    const { outcome, count, seconds } = event as VerdictEvent;
    this.instruments?.verdicts.inc({ outcome }, count);
    if (seconds !== undefined) this.instruments?.screening.observe({ outcome }, seconds);
  };
}
