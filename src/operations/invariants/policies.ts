import { PolicyVersion } from '../../domain/policy.entity.js';
import { policyHash } from '../../domain/policy.js';
import { type Invariant, MOST_EXAMPLES, queryInvariant, type Violation } from './invariant.js';

/** Screening needs a policy to decide by. */
export const everySiteHasAPolicy = queryInvariant(
  'every-site-has-a-policy',
  ['I-17'],
  `select 'site ' || s.key as subject, jsonb_build_object('id', s.id) as facts
     from site s where not exists (select 1 from policy where site_id = s.id)`,
);

/** Seconds by which the start of a transaction may lie before its rows are seen: statements are stopped after 15. */
const COMMIT_SECONDS = 60;

/**
 * A verdict or a decision names a policy version of its site that was in force at some moment between the receipt of the
 * submission (for a decision: the decision) and the record. A version set while the machine was at work is in force
 * next time.
 */
export const policiesWereInForce = queryInvariant(
  'policies-were-in-force',
  ['I-2', 'I-17'],
  `select subject, jsonb_build_object('submission', submission_id, 'policy', policy_id, 'at', record.created_at) as facts
     from (select 'verdict ' || id as subject, submission_id, policy_id, created_at, null::timestamptz as since
             from verdict
           union all
           select 'decision ' || id, submission_id, policy_id, created_at, created_at from decision) record
     join submission s on s.id = record.submission_id
     left join (select id, site_id, created_at,
                       lead(created_at) over (partition by site_id order by version) as until
                  from policy) p on p.id = record.policy_id
    where p.id is null or p.site_id <> s.site_id or p.created_at > record.created_at
       or p.until < coalesce(record.since, s.received_at) - make_interval(secs => ${COMMIT_SECONDS})`,
);

/** Policies of one read, so that a long history does not fill the memory. */
const PAGE = 20;

/** What a policy version says is what was set: its hash is that of its document. */
export const policiesAreAsTheyWereSet: Invariant<'policies-are-as-they-were-set'> = {
  key: 'policies-are-as-they-were-set',
  proves: ['I-17'],
  async find(manager) {
    const found: Violation[] = [];
    for (let page = 0; ; page += 1) {
      const versions = await manager
        .getRepository(PolicyVersion)
        .find({ order: { siteId: 'ASC', version: 'ASC' }, skip: page * PAGE, take: PAGE });
      for (const { id, siteId, version, hash, document } of versions) {
        if (policyHash(document) === hash) continue;
        found.push({ subject: `policy ${id}`, facts: { site: siteId, version, hash } });
      }
      if (versions.length < PAGE) break;
    }
    return { total: found.length, examples: found.slice(0, MOST_EXAMPLES) };
  },
};
