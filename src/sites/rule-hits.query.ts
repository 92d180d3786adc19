import type { EntityManager } from 'typeorm';
import type { RuleHits, RuleSample } from '../contract/policy-api.js';
import { policySchema } from '../domain/policy.js';
import { Site } from '../domain/site.entity.js';
import { wilson } from '../domain/wilson.js';
import { excerptOf } from '../screening/replay/tally.js';
import { policyInForce } from './put-policy.js';

/** Days that hits are counted for; what people decided is of the longest. */
const DAYS = [1, 7, 30] as const;

interface Counted {
  rule: string;
  day: number;
  week: number;
  month: number;
  passed: number;
  approved: number;
  rejected: number;
}

const NONE = { day: 0, week: 0, month: 0, passed: 0, approved: 0, rejected: 0 };

/** What people decided of a hit in the end. */
const DECIDED = `
  select d.to_state from decision d
   where d.submission_id = hit.submission_id and d.act <> 'undo'
     and not exists (select from decision u where u.submission_id = d.submission_id and u.undoes_id = d.id)
   order by d.version desc limit 1`;

/**
 * How often each rule of the policy in force held lately, whatever it did then, and what people made of those submissions
 * in the end; in the order of the policy, drafts left out. Null when there is no such site.
 */
export async function ruleHits(manager: EntityManager, siteKey: string): Promise<RuleHits[] | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  const version = site && (await policyInForce(manager, site.id));
  if (site === null || version === null) return null;
  const rules = (policySchema.safeParse(version.document).data?.rules ?? []).filter(
    ({ mode }) => mode !== 'draft',
  );
  const counted = new Map((await countHits(manager, site.id)).map((row) => [row.rule, row]));
  return rules.map(({ id, mode, says, then }) => {
    const { day, week, month, passed, approved, rejected } = counted.get(id) ?? NONE;
    const precision = wilson(rejected, approved + rejected);
    const hits = { day, week, month };
    return { rule: id, mode, says, action: then.action ?? null, hits, passed, approved, rejected, precision };
  });
}

function countHits(manager: EntityManager, siteId: string): Promise<Counted[]> {
  const within = (days: number) =>
    `(count(*) filter (where hit.created_at > now() - interval '${days} days'))::int`;
  return manager.query(
    `select hit.rule, ${within(DAYS[0])} as day, ${within(DAYS[1])} as week, ${within(DAYS[2])} as month,
            (count(*) filter (where hit.outcome = 'approve'))::int as passed,
            (count(*) filter (where people.to_state = 'approved'))::int as approved,
            (count(*) filter (where people.to_state = 'rejected'))::int as rejected
       from (select distinct v.submission_id, v.created_at, v.outcome, symbol ->> 'rule' as rule
               from verdict v
               join submission s on s.id = v.submission_id and s.site_id = $1
              cross join lateral jsonb_array_elements(v.symbols) as symbol
              where v.created_at > now() - interval '${DAYS[2]} days' and v.symbols <> '[]') hit
       left join lateral (${DECIDED}) people on true
      group by hit.rule`,
    [siteId],
  );
}

/** Submissions that a list of samples names at most, the newest. */
const SAMPLES = 50;

/** The newest submissions of the last 30 days that a rule held for; null when there is no such site. */
export async function ruleSamples(
  manager: EntityManager,
  siteKey: string,
  rule: string,
): Promise<RuleSample[] | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  if (site === null) return null;
  const rows: (Omit<RuleSample, 'excerpt' | 'at'> & { body: string; state: string; at: Date })[] =
    await manager.query(
      `select hit.submission_id as id, hit.number, hit.body, hit.state, hit.outcome, people.to_state as people,
              hit.created_at as at
         from (select v.submission_id, v.outcome, v.created_at, s.number::float8 as number, s.body, s.state
                 from verdict v join submission s on s.id = v.submission_id and s.site_id = $1
                where v.created_at > now() - interval '${DAYS[2]} days'
                  and v.symbols @> jsonb_build_array(jsonb_build_object('rule', $2::text))
                order by v.created_at desc limit ${SAMPLES}) hit
         left join lateral (${DECIDED}) people on true
        order by hit.created_at desc`,
      [site.id, rule],
    );
  return rows.map(({ body, state, at, ...row }) => ({
    ...row,
    excerpt: state === 'withdrawn' ? '' : excerptOf(body),
    at: at.toISOString(),
  }));
}
