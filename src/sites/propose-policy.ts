import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { PolicyDraft } from '../domain/policy-draft.entity.js';
import { type Policy, policyHash } from '../domain/policy.js';
import { lockSite } from './put-policy.js';

/** A policy that somebody proposes. */
export interface Proposal {
  site: string;
  policy: Policy;
  /** A moderator's e-mail, or `system`. */
  by: string;
  note: string | null;
  /** Number of the newest draft that the author has seen, 0 for none; without it nobody looks. */
  after?: number | undefined;
}

/** What became of it: `newer` says that somebody saved a draft that the author has not seen. Nothing was written then. */
export type ProposalResult =
  { kind: 'created'; draft: PolicyDraft } | { kind: 'newer'; draft: PolicyDraft } | { kind: 'unknown-site' };

/** Stores a policy that is not in force; `publishDraft` puts it there. */
export async function proposePolicy(
  manager: EntityManager,
  { site: key, policy, by, note, after }: Proposal,
): Promise<ProposalResult> {
  return manager.transaction(async (inner) => {
    const site = await lockSite(inner, key);
    if (site === null) return { kind: 'unknown-site' };
    const drafts = inner.getRepository(PolicyDraft);
    const [newest] = await drafts.find({ where: { siteId: site.id }, order: { number: 'DESC' }, take: 1 });
    if (after !== undefined && newest !== undefined && newest.number > after)
      return { kind: 'newer', draft: newest };
    const id = randomUUID();
    await inner.query(
      `insert into policy_draft (id, site_id, number, hash, document, note, created_by)
       select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6 from policy_draft where site_id = $2`,
      [id, site.id, policyHash(policy), JSON.stringify(policy), note, by],
    );
    return { kind: 'created', draft: await drafts.findOneByOrFail({ id }) };
  });
}
