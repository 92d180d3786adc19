import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENGINE } from '../config/engine.js';
import { decide, UNAVAILABLE } from '../domain/decide.js';
import type { RecheckEnd } from '../domain/recheck.entity.js';
import { EVENTS } from '../operations/events.js';
import { onceAMinute, reasonOf } from '../queue/once-a-minute.js';
import { endWithin } from '../queue/time-limit.js';
import { countedRules } from './count-actions.js';
import { GatherSignals } from './gather-signals.js';
import { LoadHeldContext } from './load-context.js';
import { RECHECK_MINUTES } from './plan-rechecks.js';
import { SettleVerdict } from './settle-verdict.js';

/** Milliseconds between two looks whether something is due. */
const LOOK_MS = 5_000;

/** Submissions of one look. */
const BATCH = 20;

/** Milliseconds that a look under way gets at shutdown. */
const STOP_MS = 3_000;

/** Version of a submission that the machine held and nobody touched since. */
const UNTOUCHED = 2;

/** Days that what ended is kept. */
const KEPT_DAYS = 30;

interface Due {
  submission_id: string;
  tries: number;
  version: number;
  policy_id: string;
}

/**
 * Looks again at submissions that are held only because a service did not answer: after 1, 5, 20 and 60 minutes. It may approve,
 * and does nothing else; only what is still held, untouched by people, under the same policy, and free of every other reason.
 */
@Injectable()
export class RecheckSubmissions
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  private readonly logger = new Logger('recheck');
  private readonly warn = onceAMinute((line) => this.logger.warn(line));
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly loadHeld: LoadHeldContext,
    private readonly gatherSignals: GatherSignals,
    private readonly settleVerdict: SettleVerdict,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.start(), LOOK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await endWithin(this.running ?? Promise.resolve(), {
      ms: STOP_MS,
      what: 'looking again at held submissions',
      warn: (line) => this.logger.warn(line),
    });
  }

  private start(): void {
    this.running ??= this.recheck()
      .then(() => undefined)
      .catch((error: unknown) => this.warn(`held submissions are looked at later: ${reasonOf(error)}`))
      .finally(() => {
        this.running = undefined;
      });
  }

  /**
   * Looks at what is due now. What a worker takes is due again only at its next time, so that no other takes it meanwhile; a
   * worker that dies leaves it to that.
   * @returns how many were looked at.
   * @throws when the database fails.
   */
  async recheck(): Promise<number> {
    await this.dataSource.query(`delete from recheck where ended_at < now() - make_interval(days => $1)`, [
      KEPT_DAYS,
    ]);
    const due = await this.take();
    for (const one of due) {
      const end = await this.lookAgain(one);
      if (end === undefined) continue;
      await this.dataSource.query(
        `update recheck set ended_at = now(), ending = $2 where submission_id = $1 and ended_at is null`,
        [one.submission_id, end],
      );
    }
    return due.length;
  }

  private async take(): Promise<Due[]> {
    const pauses = RECHECK_MINUTES.map((minutes, n) => (RECHECK_MINUTES[n + 1] ?? minutes * 2) - minutes);
    const [rows]: [Due[], number] = await this.dataSource.query(
      `update recheck r set tries = r.tries + 1, due_at = now() + make_interval(mins => coalesce(($2::int[])[r.tries + 1], 60))
         from submission s
        where s.id = r.submission_id
          and r.submission_id in (select submission_id from recheck where ended_at is null and due_at <= now()
                                   order by due_at limit $1 for update skip locked)
       returning r.submission_id, r.tries, s.version,
                 (select v.policy_id from verdict v where v.submission_id = s.id order by v.created_at limit 1) as policy_id`,
      [BATCH, pauses],
    );
    return rows;
  }

  /** @returns how it ended; undefined when it is to be looked at once more. */
  private async lookAgain({
    submission_id: id,
    tries,
    version,
    policy_id,
  }: Due): Promise<RecheckEnd | undefined> {
    if (tries > RECHECK_MINUTES.length) return 'no-answer';
    const held = version === UNTOUCHED ? await this.loadHeld.load(id) : null;
    if (held === null || held.version !== UNTOUCHED) return 'decided';
    const { policyId, receivedOn, context, controls } = held;
    if (policyId !== policy_id) return 'policy-changed';
    const signals = [...(await this.gatherSignals.gather(held)), ...controls];
    const decided = decide(context.policy, signals, { id, receivedOn });
    if (decided.matched.includes(UNAVAILABLE))
      return tries === RECHECK_MINUTES.length ? 'no-answer' : undefined;
    if (decided.outcome !== 'approve') return 'held';
    const settled = await this.settleVerdict.settle({
      submissionId: id,
      version: held.version,
      policyId,
      signals,
      engine: ENGINE,
      recheck: true,
      ...decided,
      countedRules: countedRules(context.policy, decided),
    });
    if (!settled) return 'decided';
    EVENTS.verdict.publish({ outcome: decided.outcome, count: 1 });
    return 'approved';
  }
}
