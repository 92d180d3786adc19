import type { EntityManager } from 'typeorm';
import type { Decided } from '../domain/decide.js';
import type { Policy } from '../domain/policy.js';

/** A rule acted that may do so a number of times a day. */
export interface CountedAction {
  policyId: string;
  rule: string;
}

/** Rules that acted in a verdict, of those whose policy says how often they may. */
export function countedRules({ rules }: Policy, { symbols }: Decided): string[] {
  const limited = new Set(
    rules.filter(({ limits }) => limits.max_actions_per_day !== undefined).map(({ id }) => id),
  );
  return symbols
    .filter(({ rule, mode, action, weight }) => {
      return limited.has(rule) && mode !== 'shadow' && (action !== null || weight !== 0);
    })
    .map(({ rule }) => rule);
}

/** Counts actions of this day, by the database's clock in UTC. In one order, so that two workers never block each other. */
export async function countActions(manager: EntityManager, actions: readonly CountedAction[]): Promise<void> {
  if (actions.length === 0) return;
  await manager.query(
    `insert into rule_day (site_id, rule, day, actions)
     select p.site_id, item.rule, (now() at time zone 'UTC')::date, count(*)
       from unnest($1::uuid[], $2::text[]) as item(policy_id, rule) join policy p on p.id = item.policy_id
      group by p.site_id, item.rule
      order by p.site_id, item.rule
         on conflict (site_id, rule, day) do update set actions = rule_day.actions + excluded.actions`,
    [actions.map(({ policyId }) => policyId), actions.map(({ rule }) => rule)],
  );
}
