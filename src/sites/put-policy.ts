import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { PolicyVersion, SYSTEM } from '../domain/policy.entity.js';
import { type Policy, policyHash } from '../domain/policy.js';
import { Site } from '../domain/site.entity.js';

/** What became of it: `unchanged` says that the version in force already is this policy. */
export type PutPolicyResult =
  { kind: 'created' | 'unchanged'; version: PolicyVersion } | { kind: 'unknown-site' };

/** Why a version has no second person where `policy set` says nothing else: the name of the command. */
export const SET_REASON = 'policy set';

/**
 * Makes a policy the one in force, as a new version that one person alone answers for; earlier versions stay as they are.
 * @param change.by a moderator's e-mail, or `system`.
 */
export async function putPolicy(
  manager: EntityManager,
  change: { site: string; policy: Policy; by: string; override?: string | undefined },
): Promise<PutPolicyResult> {
  return manager.transaction(async (inner) => {
    const site = await lockSite(inner, change.site);
    if (site === null) return { kind: 'unknown-site' };
    return addVersion(inner, site.id, {
      policy: change.policy,
      createdBy: change.by,
      publishedBy: change.by,
      overrideReason: change.override ?? SET_REASON,
    });
  });
}

/** A version to add, with who answers for it. */
export interface NewVersion extends Pick<PolicyVersion, 'createdBy' | 'publishedBy' | 'overrideReason'> {
  policy: Policy;
  restores?: number;
  draftId?: string;
}

/** Adds the next version of a site, unless that in force says the same. The site must be locked. */
export async function addVersion(
  manager: EntityManager,
  siteId: string,
  { policy, restores, draftId, ...people }: NewVersion,
): Promise<{ kind: 'created' | 'unchanged'; version: PolicyVersion }> {
  const last = await policyInForce(manager, siteId);
  const hash = policyHash(policy);
  if (last?.hash === hash) return { kind: 'unchanged', version: last };
  const id = randomUUID();
  await manager.query(
    `insert into policy (id, site_id, version, hash, document, created_by, published_by, override_reason, restores, draft_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      siteId,
      (last?.version ?? 0) + 1,
      hash,
      JSON.stringify(policy),
      people.createdBy,
      people.publishedBy ?? SYSTEM,
      people.overrideReason,
      restores ?? null,
      draftId ?? null,
    ],
  );
  const versions = manager.getRepository(PolicyVersion);
  const version = await versions.findOneOrFail({ where: { id }, relations: { draft: true } });
  return { kind: 'created', version };
}

/** A site, locked against another change of its policy; null when there is none. */
export function lockSite(manager: EntityManager, key: string): Promise<Site | null> {
  return manager.getRepository(Site).findOne({ where: { key }, lock: { mode: 'pessimistic_write' } });
}

/** The highest version of a site's policy; null when it has none. */
export function policyInForce(manager: EntityManager, siteId: string): Promise<PolicyVersion | null> {
  return manager.getRepository(PolicyVersion).findOne({ where: { siteId }, order: { version: 'DESC' } });
}
