import { type EntityManager, LessThan } from 'typeorm';
import { PolicyDraft } from '../domain/policy-draft.entity.js';
import { PolicyVersion, SYSTEM } from '../domain/policy.entity.js';
import { policySchema } from '../domain/policy.js';
import { addVersion, lockSite, policyInForce } from './put-policy.js';

/** What became of a draft. Nothing was written unless it is `created`. */
export type PublishResult =
  | { kind: 'created' | 'unchanged'; version: PolicyVersion }
  /** Its author may not publish it alone; `system` is nobody, and so no second person. */
  | { kind: 'same-person'; author: string }
  | { kind: 'published-before'; version: number }
  | { kind: 'unknown-site' | 'unknown-draft' };

/** Who publishes which draft; `override` is the reason to do so without a second person. */
export interface Publication {
  site: string;
  draft: number;
  by: string;
  override?: string | undefined;
}

/** Puts a draft in force as a new version, if somebody else than its author says so, or an override is recorded. */
export async function publishDraft(
  manager: EntityManager,
  { site: key, draft: number, by, override }: Publication,
): Promise<PublishResult> {
  return manager.transaction(async (inner) => {
    const site = await lockSite(inner, key);
    if (site === null) return { kind: 'unknown-site' };
    const draft = await inner.getRepository(PolicyDraft).findOneBy({ siteId: site.id, number });
    if (draft === null) return { kind: 'unknown-draft' };
    const before = await inner.getRepository(PolicyVersion).findOneBy({ draftId: draft.id });
    if (before !== null) return { kind: 'published-before', version: before.version };
    const author = draft.createdBy;
    const alone = by === author || by === SYSTEM || author === SYSTEM;
    if (alone && override === undefined) return { kind: 'same-person', author };
    return addVersion(inner, site.id, {
      policy: policySchema.parse(draft.document),
      createdBy: author,
      publishedBy: by,
      overrideReason: alone ? (override ?? null) : null,
      draftId: draft.id,
    });
  });
}

/** What became of going back. Nothing was written unless it is `created`. */
export type RollbackResult =
  | { kind: 'created'; version: PolicyVersion }
  /** The version says what is in force already. */
  | { kind: 'unchanged'; version: PolicyVersion }
  | { kind: 'unknown-site' | 'unknown-version' };

/**
 * Puts the document of an earlier version in force again, as a new version. It was in force before, so that one person is
 * enough.
 * @param wish.to the version; without it the last one before that in force which said something else. After going back
 * once, that is the one before the version gone back to.
 */
export async function rollBackPolicy(
  manager: EntityManager,
  { site: key, to, by }: { site: string; to?: number | undefined; by: string },
): Promise<RollbackResult> {
  return manager.transaction(async (inner) => {
    const site = await lockSite(inner, key);
    if (site === null) return { kind: 'unknown-site' };
    const target = await versionToRestore(inner, site.id, to);
    if (target === undefined) return { kind: 'unknown-version' };
    return addVersion(inner, site.id, {
      policy: policySchema.parse(target.document),
      createdBy: target.createdBy,
      publishedBy: by,
      overrideReason: null,
      restores: target.version,
    });
  });
}

async function versionToRestore(
  manager: EntityManager,
  siteId: string,
  to: number | undefined,
): Promise<PolicyVersion | undefined> {
  const versions = manager.getRepository(PolicyVersion);
  if (to !== undefined) return (await versions.findOneBy({ siteId, version: to })) ?? undefined;
  const last = await policyInForce(manager, siteId);
  if (last === null) return undefined;
  const earlier = await versions.find({
    where: { siteId, version: LessThan(last.restores ?? last.version) },
    select: { id: true, hash: true },
    order: { version: 'DESC' },
  });
  const other = earlier.find(({ hash }) => hash !== last.hash);
  return other && (await versions.findOneByOrFail({ id: other.id }));
}
