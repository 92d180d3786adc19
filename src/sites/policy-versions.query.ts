import type { EntityManager } from 'typeorm';
import type { PolicyDraftView, PolicyVersionView } from '../contract/policy-api.js';
import { PolicyDraft } from '../domain/policy-draft.entity.js';
import type { Policy } from '../domain/policy.js';
import { PolicyVersion } from '../domain/policy.entity.js';
import { Site } from '../domain/site.entity.js';

/** Versions and drafts that a list shows at most, the newest. */
const MOST = 100;

type Dated<View extends { createdAt: string }> = Omit<View, 'createdAt'> & { createdAt: Date };

/** A version or draft with its document as it was stored. */
type Stored<View> = View & { document: Policy };

const VERSION_COLUMNS = `p.version, p.hash, p.created_by as "createdBy", p.published_by as "publishedBy",
  p.override_reason as "overrideReason", p.restores, d.number as draft, d.note, p.created_at as "createdAt"`;

const DRAFT_COLUMNS = `d.number, d.hash, d.note, d.created_by as "createdBy", d.created_at as "createdAt",
  p.version as "publishedAs"`;

const dated = <Row extends { createdAt: Date }>(row: Row) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
});

/** Versions of a site's policy, newest first, without their documents; null when there is no such site. */
export async function listVersions(
  manager: EntityManager,
  siteKey: string,
): Promise<PolicyVersionView[] | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  if (site === null) return null;
  const rows: Dated<PolicyVersionView>[] = await manager.query(
    `select ${VERSION_COLUMNS}, row_number() over (order by p.version desc) = 1 as "inForce"
       from policy p left join policy_draft d on d.id = p.draft_id
      where p.site_id = $1 order by p.version desc limit ${MOST}`,
    [site.id],
  );
  return rows.map(dated);
}

/** Drafts of a site, newest first, without their documents; null when there is no such site. */
export async function listDrafts(manager: EntityManager, siteKey: string): Promise<PolicyDraftView[] | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  if (site === null) return null;
  const rows: Dated<PolicyDraftView>[] = await manager.query(
    `select ${DRAFT_COLUMNS} from policy_draft d left join policy p on p.draft_id = d.id
      where d.site_id = $1 order by d.number desc limit ${MOST}`,
    [site.id],
  );
  return rows.map(dated);
}

/** One version with its document; null when there is none. @param number without it that in force. */
export async function findVersion(
  manager: EntityManager,
  siteKey: string,
  number: number | undefined,
): Promise<Stored<PolicyVersionView> | null> {
  const rows: Dated<Stored<PolicyVersionView>>[] = await manager.query(
    `select ${VERSION_COLUMNS}, p.document,
            p.version = (select max(version) from policy where site_id = p.site_id) as "inForce"
       from policy p left join policy_draft d on d.id = p.draft_id
      where p.site_id = (select id from site where key = $1) and ($2::integer is null or p.version = $2)
      order by p.version desc limit 1`,
    [siteKey, number ?? null],
  );
  return rows.map(dated)[0] ?? null;
}

/** One draft with its document; null when there is none. */
export async function findDraft(
  manager: EntityManager,
  siteKey: string,
  number: number,
): Promise<Stored<PolicyDraftView> | null> {
  const rows: Dated<Stored<PolicyDraftView>>[] = await manager.query(
    `select ${DRAFT_COLUMNS}, d.document from policy_draft d left join policy p on p.draft_id = d.id
      where d.site_id = (select id from site where key = $1) and d.number = $2`,
    [siteKey, number],
  );
  return rows.map(dated)[0] ?? null;
}

/** A version that was just put in force, as lists show it. */
export function inForceView(version: PolicyVersion): PolicyVersionView {
  const {
    version: number,
    hash,
    createdBy,
    publishedBy,
    overrideReason,
    restores,
    draft,
    createdAt,
  } = version;
  return {
    version: number,
    hash,
    createdBy,
    publishedBy,
    overrideReason,
    restores,
    draft: draft?.number ?? null,
    note: draft?.note ?? null,
    createdAt: createdAt.toISOString(),
    inForce: true,
  };
}

/** A draft that was just made, as lists show it. */
export function draftView({ number, hash, note, createdBy, createdAt }: PolicyDraft): PolicyDraftView {
  return { number, hash, note, createdBy, createdAt: createdAt.toISOString(), publishedAs: null };
}
