import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '../domain/policy.entity.js';
import { brakeCause } from '../domain/policy/brake.js';
import { EveryMinute } from '../queue/every-minute.js';
import { freshRules } from './fresh-rules.query.js';

/** Days that counts of actions are kept, for people who ask. */
const KEPT_DAYS = 30;

/** A rule that was stopped. */
export interface Stopped {
  site: string;
  rule: string;
  hits: number;
  seen: number;
}

/**
 * Watches rules for a day after they were put in force, and stops those that hold for far more than was expected: from then
 * on they may only hold (docs/decisions/0014). What a person let go again is left alone.
 */
@Injectable()
export class BrakeRules implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('brake');
  private readonly watching = new EveryMinute('brake', () => this.watch());

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.watching.start();
  }

  onModuleDestroy(): void {
    this.watching.stop();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.watching.end();
  }

  /** Stops what is to be stopped now. One worker at a time; the others leave it to that one. */
  watch(): Promise<Stopped[]> {
    return this.dataSource.transaction(async (manager) => {
      const [lock]: { mine: boolean }[] = await manager.query(
        `select pg_try_advisory_xact_lock(hashtext('replydesk brake')) as mine`,
      );
      if (lock?.mine !== true) return [];
      await manager.query(`delete from rule_day where day < (now() at time zone 'UTC')::date - ${KEPT_DAYS}`);
      const stopped: Stopped[] = [];
      for (const { site, policyId, rule, live, shadow } of await freshRules(manager)) {
        const cause = brakeCause(live, shadow);
        if (cause === null) continue;
        await stop(manager, { policyId, rule, cause, ...live });
        stopped.push({ site, rule, ...live });
        this.logger.error(
          `the new rule ${rule} of ${site} held for ${live.hits} of ${live.seen} submissions: from now on it may only hold. See: replydesk policy brakes --site ${site}`,
        );
      }
      return stopped;
    });
  }
}

function stop(
  manager: EntityManager,
  {
    policyId,
    rule,
    cause,
    hits,
    seen,
  }: { policyId: string; rule: string; cause: string } & Pick<Stopped, 'hits' | 'seen'>,
): Promise<unknown> {
  return manager.query(
    `insert into rule_brake (id, policy_id, rule, is_on, cause, hits, seen, reason, created_by)
     values ($1, $2, $3, true, $4, $5, $6, '', $7)`,
    [randomUUID(), policyId, rule, cause, hits, seen, SYSTEM],
  );
}
