import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { BrakeView } from '../contract/policy-api.js';
import { policySchema } from '../domain/policy.js';
import { Site } from '../domain/site.entity.js';
import { policyInForce } from './put-policy.js';

/** Entries that a list shows at most, the newest. */
const MOST = 100;

/** Somebody stops a rule of the policy in force, or lets it go again. */
export interface BrakeChange {
  site: string;
  rule: string;
  on: boolean;
  reason: string;
  /** After so many it is let go by itself; without it when somebody lets it go. */
  minutes?: number | undefined;
  /** A moderator's e-mail, or `system`. */
  by: string;
}

/** Stops a rule, or lets it go, for the very next submission that is screened. */
export async function brakeRule(
  manager: EntityManager,
  { site: key, rule, on, reason, minutes, by }: BrakeChange,
): Promise<'changed' | 'unknown-site' | 'unknown-rule'> {
  const site = await manager.getRepository(Site).findOneBy({ key });
  const version = site && (await policyInForce(manager, site.id));
  if (version === null) return 'unknown-site';
  const rules = policySchema.safeParse(version.document).data?.rules ?? [];
  if (!rules.some(({ id }) => id === rule)) return 'unknown-rule';
  await manager.query(
    `insert into rule_brake (id, policy_id, rule, is_on, cause, reason, created_by, ends_at)
     values ($1, $2, $3, $4, 'hand', $5, $6, now() + make_interval(mins => $7))`,
    [randomUUID(), version.id, rule, on, reason, by, on ? (minutes ?? null) : null],
  );
  return 'changed';
}

/** Which rules were stopped and let go, newest first; null when there is no such site. */
export async function listBrakes(manager: EntityManager, siteKey: string): Promise<BrakeView[] | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  if (site === null) return null;
  const rows: (Omit<BrakeView, 'at' | 'until'> & { at: Date; until: Date | null })[] = await manager.query(
    `select b.rule, p.version, b.is_on as "on", b.cause, b.hits, b.seen, b.reason, b.created_by as by,
            b.created_at as at, b.ends_at as until,
            (b.ends_at is null or b.ends_at > now()) and p.version = (select max(version) from policy where site_id = $1)
              and row_number() over (partition by b.policy_id, b.rule order by b.number desc) = 1 as now
       from rule_brake b join policy p on p.id = b.policy_id
      where p.site_id = $1 order by b.number desc limit ${MOST}`,
    [site.id],
  );
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    until: row.until?.toISOString() ?? null,
  }));
}
