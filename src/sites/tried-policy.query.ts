import type { EntityManager } from 'typeorm';
import { PolicyDraft } from '../domain/policy-draft.entity.js';
import { PolicyVersion } from '../domain/policy.entity.js';
import { type Policy, policyHash } from '../domain/policy.js';

/** The policy to try: one that is written down, or a version or draft of the site by its number. */
export type TriedPolicy =
  { kind: 'document'; policy: Policy } | { kind: 'version' | 'draft'; number: number };

/** The document to try, as it was stored; null when the site has no such version or draft. */
export async function findTriedPolicy(
  manager: EntityManager,
  siteId: string,
  tried: TriedPolicy,
): Promise<Pick<PolicyDraft, 'hash' | 'document'> | null> {
  switch (tried.kind) {
    case 'document':
      return { hash: policyHash(tried.policy), document: tried.policy };
    case 'version':
      return manager.getRepository(PolicyVersion).findOneBy({ siteId, version: tried.number });
    case 'draft':
      return manager.getRepository(PolicyDraft).findOneBy({ siteId, number: tried.number });
  }
}
