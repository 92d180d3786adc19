import type { DataSource, EntityManager } from 'typeorm';
import { hasFreshEyes } from './involved.js';

/** Any constant: one worker of the installation draws at a time. */
const LOCK = 7_301_114_017;

/** Minutes within which what was decided is drawn from; a draw each minute sees everything, even after a pause. */
const MINUTES = 60;

/** Open samples of a kind at most: who decides is asked for some more looks, not given a second queue. */
const MOST_OPEN = { audit: 20, uncertain: 10, double: 20, golden: 5 };

/** How much likelier it is to draw what is uncertain. */
const UNCERTAIN_TIMES = 4;

/** Of people's decisions of a day, so many in a hundred may be followed by a golden sample (review.md 3.5). */
const GOLDEN_PERCENT = 3;

/** Days in which people agreed on what becomes a golden sample. */
const GOLDEN_DAYS = 90;

/** Days after which a sample that nobody answered is dropped. */
const KEPT_DAYS = 14;

/**
 * Draws what is to be looked at once more: so many percent of what the machine decided alone, and of what people decided. Chance
 * is the id of the verdict or decision, which is random: a repeated draw finds the same. Drops what was decided anew meanwhile.
 * @param percent 0 to 50; 0 draws nothing.
 * @returns how many were drawn.
 * @throws when the database fails.
 */
export function drawSamples(dataSource: DataSource, percent: number): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const [lock]: { mine: boolean }[] = await manager.query('select pg_try_advisory_xact_lock($1) as mine', [
      LOCK,
    ]);
    if (lock?.mine !== true) return 0;
    await dropStale(manager);
    if (percent === 0) return 0;
    let drawn = 0;
    for (const [kind, candidates] of Object.entries(candidatesOf(percent)))
      drawn += await draw(manager, kind as keyof typeof MOST_OPEN, candidates);
    return drawn;
  });
}

function dropStale(manager: EntityManager): Promise<unknown> {
  return manager.query(
    `delete from sample x using submission s
      where s.id = x.submission_id and x.answered_at is null
        and (s.version <> x.version or x.asked_at < now() - interval '${KEPT_DAYS} days')`,
  );
}

async function draw(
  manager: EntityManager,
  kind: keyof typeof MOST_OPEN,
  candidates: string,
): Promise<number> {
  const rows: unknown[] = await manager.query(
    `insert into sample (id, submission_id, version, kind, expected)
     select gen_random_uuid(), c.id, c.version, $1, c.expected
       from (${candidates}) c
      where not exists (select from sample open where open.submission_id = c.id and open.answered_at is null)
        and ${hasFreshEyes('c.id')}
      order by c.chance
      limit greatest(0, $2 - (select count(*) from sample where kind = $1 and answered_at is null))
         on conflict do nothing returning 1`,
    [kind, MOST_OPEN[kind]],
  );
  return rows.length;
}

/** Queries of `id`, `version`, `expected` and `chance`, in the order in which they are drawn. */
function candidatesOf(percent: number): Record<keyof typeof MOST_OPEN, string> {
  const never = 'not exists (select from sample before where before.submission_id = s.id)';
  const verdicts = (share: number, condition: string) =>
    `select s.id, s.version, v.id as chance,
            case when s.state = 'approved' then 'approved' when s.reason = 'spam' then 'spam' else 'other' end as expected
       from verdict v join submission s on s.id = v.submission_id
      where v.created_at > now() - interval '${MINUTES} minutes' and v.id < '${shareOfIds(share)}' and ${condition}
        and s.state = case v.outcome when 'approve' then 'approved' when 'reject' then 'rejected' end and ${never}
        and not exists (select from decision d where d.submission_id = s.id)`;
  return {
    audit: verdicts(percent, 'true'),
    uncertain: verdicts(percent * UNCERTAIN_TIMES, `v.outcome = 'approve' and v.score > 0`),
    double: `select s.id, s.version, d.id as chance, coalesce(d.reason, 'approved') as expected
       from decision d join submission s on s.id = d.submission_id and s.version = d.version
      where d.created_at > now() - interval '${MINUTES} minutes' and d.id < '${shareOfIds(percent)}'
        and d.act <> 'undo' and ${never}`,
    golden: `select s.id, s.version, gen_random_uuid() as chance, x.choice as expected
       from sample x join submission s on s.id = x.submission_id and s.state in ('approved', 'rejected')
      where x.answered_at > now() - interval '${GOLDEN_DAYS} days' and x.decision_id is null and s.version = x.version
        and (x.kind = 'third' or x.kind = 'double' and x.choice = x.expected)
        and (select count(*) from decision where created_at > now() - interval '1 day') * ${GOLDEN_PERCENT} / 100
            > (select count(*) from sample where kind = 'golden' and asked_at > now() - interval '1 day')`,
  };
}

/** The id below which so many percent of random ones (version 4) lie. */
function shareOfIds(percent: number): string {
  const share = Math.min(0.999_999, percent / 100);
  const start = Math.floor(share * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return `${start}-0000-0000-0000-000000000000`;
}
