import type { EntityManager } from 'typeorm';
import type { Config } from '../config/config.js';
import type { EffectOutcome } from './effect-handler.js';
import { retryWait } from './retry-wait.js';

/** A try that ended. */
export interface EndedTry {
  id: string;
  /** Tries that had ended before it. */
  attempts: number;
  outcome: EffectOutcome;
}

/**
 * Notes what became of a try, if it still is the one under way.
 * @returns what was noted; undefined when another was faster, and nothing was written.
 */
export async function noteOutcome(
  manager: EntityManager,
  { id, attempts, outcome }: EndedTry,
  config: Config,
): Promise<'done' | 'retry' | 'dead' | undefined> {
  const asked = outcome.kind === 'retry' ? outcome.afterSeconds : undefined;
  const wait =
    outcome.kind === 'retry'
      ? retryWait({ attempts, waits: config.effects.retrySeconds, asked }, Math.random())
      : undefined;
  const note = outcome.kind === 'retry' && wait === undefined ? 'dead' : outcome.kind;
  const [, changed]: [unknown, number] = await manager.query(
    `update outbox
        set state = $3, attempts = attempts + 1, queued_at = null, tried_at = now(), last_error = $4,
            due_at = case when $3 = 'pending' then now() + make_interval(secs => $5) else due_at end,
            finished_at = case when $3 = 'pending' then null else now() end
      where id = $1 and state = 'pending' and attempts = $2`,
    [
      id,
      attempts,
      note === 'retry' ? 'pending' : note,
      outcome.kind === 'done' ? null : outcome.error,
      wait ?? 0,
    ],
  );
  return changed === 1 ? note : undefined;
}
