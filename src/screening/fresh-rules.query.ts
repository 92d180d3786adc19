import type { EntityManager } from 'typeorm';
import { actingRules, type Hits, rulePrint, WATCHED_HOURS } from '../domain/policy/brake.js';
import { type Policy, policySchema } from '../domain/policy.js';

/** Versions of a policy that are looked at for what a rule did before. */
const VERSIONS = 20;

/** Verdicts that are counted, the newest of these days. */
const MOST_VERDICTS = 10_000;
const DAYS = 7;

/** A rule that came into force within the last day, with what it did since, and while it was only watched. */
export interface FreshRule {
  /** Key of the site. */
  site: string;
  policyId: string;
  rule: string;
  live: Hits;
  shadow: Hits;
}

interface Version {
  id: string;
  site: string;
  /** Whether it was in force before the last day began; so is the first one of a site. */
  settled: boolean;
  document: unknown;
}

interface Counted extends Hits {
  policy_id: string;
  rule: string;
}

/**
 * Rules that are watched: those that act in the policy in force, did not do so in the same words a day ago, and that nobody
 * stopped or let go yet. A version that puts an earlier one in force again brings nothing new.
 */
export async function freshRules(manager: EntityManager): Promise<FreshRule[]> {
  const sites: { id: string }[] = await manager.query(
    `select site.id from site
       join lateral (select * from policy where site_id = site.id order by version desc limit 1) p on true
      where p.version > 1 and p.restores is null and p.created_at > now() - make_interval(hours => $1)`,
    [WATCHED_HOURS],
  );
  const fresh: FreshRule[] = [];
  for (const { id } of sites) fresh.push(...(await freshRulesOf(manager, id)));
  return fresh;
}

async function freshRulesOf(manager: EntityManager, siteId: string): Promise<FreshRule[]> {
  const versions: Version[] = await manager.query(
    `select p.id, site.key as site, p.document,
            p.version = 1 or p.created_at <= now() - make_interval(hours => $2) as settled
       from policy p join site on site.id = p.site_id
      where p.site_id = $1 order by p.version desc limit ${VERSIONS}`,
    [siteId, WATCHED_HOURS],
  );
  const known = versions.flatMap(({ document, ...version }) => {
    const policy = policySchema.safeParse(document).data;
    return policy === undefined ? [] : [{ ...version, prints: printsOf(policy) }];
  });
  const [current] = known;
  if (current === undefined) return [];
  const before = known.find(({ settled }) => settled)?.prints.acting ?? new Map<string, string>();
  const handled = await handledRules(manager, current.id);
  const watched = [...current.prints.acting].filter(
    ([rule, print]) => before.get(rule) !== print && !handled.has(rule),
  );
  if (watched.length === 0) return [];
  const counts = await countHits(
    manager,
    known.map(({ id }) => id),
    watched.map(([rule]) => rule),
  );
  return watched.map(([rule, print]) => {
    const sumOf = (kind: 'acting' | 'shadow'): Hits => {
      const ids = new Set(known.filter(({ prints }) => prints[kind].get(rule) === print).map(({ id }) => id));
      const rows = counts.filter((row) => row.rule === rule && ids.has(row.policy_id));
      return {
        hits: rows.reduce((sum, { hits }) => sum + hits, 0),
        seen: rows.reduce((sum, { seen }) => sum + seen, 0),
      };
    };
    const { site, id: policyId } = current;
    return { site, policyId, rule, live: sumOf('acting'), shadow: sumOf('shadow') };
  });
}

function printsOf(policy: Policy): Record<'acting' | 'shadow', Map<string, string>> {
  const prints = (rules: Policy['rules']) => new Map(rules.map((rule) => [rule.id, rulePrint(policy, rule)]));
  return {
    acting: prints(actingRules(policy)),
    shadow: prints(policy.rules.filter(({ mode }) => mode === 'shadow')),
  };
}

async function handledRules(manager: EntityManager, policyId: string): Promise<Set<string>> {
  const rows: { rule: string }[] = await manager.query(
    `select distinct rule from rule_brake where policy_id = $1`,
    [policyId],
  );
  return new Set(rows.map(({ rule }) => rule));
}

/** Hits of rules under each of these versions, of all submissions that were looked at under it. */
function countHits(manager: EntityManager, policyIds: string[], rules: string[]): Promise<Counted[]> {
  return manager.query(
    `with lately as (
       select policy_id, symbols from verdict
        where created_at > now() - interval '${DAYS} days' and policy_id = any($1::uuid[])
        order by created_at desc limit ${MOST_VERDICTS}
     )
     select policy_id, rule, count(*)::int as seen,
            (count(*) filter (where symbols @> jsonb_build_array(jsonb_build_object('rule', rule))))::int as hits
       from lately cross join unnest($2::text[]) as rule
      group by policy_id, rule`,
    [policyIds, rules],
  );
}
