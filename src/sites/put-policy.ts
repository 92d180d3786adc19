import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { PolicyVersion } from '../domain/policy.entity.js';
import { type Policy, policyHash } from '../domain/policy.js';
import { Site } from '../domain/site.entity.js';

/** What became of it: `unchanged` says that the version in force already is this policy. */
export type PutPolicyResult =
  { kind: 'created' | 'unchanged'; version: PolicyVersion } | { kind: 'unknown-site' };

/**
 * Makes a policy the one in force, as a new version; earlier versions stay as they are.
 * @param change.by a moderator's e-mail, or `system`.
 */
export async function putPolicy(
  manager: EntityManager,
  change: { site: string; policy: Policy; by: string },
): Promise<PutPolicyResult> {
  return manager.transaction(async (inner) => {
    const site = await inner
      .getRepository(Site)
      .findOne({ where: { key: change.site }, lock: { mode: 'pessimistic_write' } });
    if (site === null) return { kind: 'unknown-site' };
    const last = await policyInForce(inner, site.id);
    const hash = policyHash(change.policy);
    if (last?.hash === hash) return { kind: 'unchanged', version: last };
    const id = randomUUID();
    await inner.query(
      `insert into policy (id, site_id, version, hash, document, created_by) values ($1, $2, $3, $4, $5, $6)`,
      [id, site.id, (last?.version ?? 0) + 1, hash, JSON.stringify(change.policy), change.by],
    );
    return { kind: 'created', version: await inner.getRepository(PolicyVersion).findOneByOrFail({ id }) };
  });
}

/** The highest version of a site's policy; null when it has none. */
export function policyInForce(manager: EntityManager, siteId: string): Promise<PolicyVersion | null> {
  return manager.getRepository(PolicyVersion).findOne({ where: { siteId }, order: { version: 'DESC' } });
}
