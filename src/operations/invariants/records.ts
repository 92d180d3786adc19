import { PolicyVersion } from '../../domain/policy.entity.js';
import { policyHash } from '../../domain/policy.js';
import { type Invariant, MOST_EXAMPLES, queryInvariant, type Violation } from './invariant.js';

/** A retry with the same key finds the submission it made. */
export const everyKeyHasItsSubmission = queryInvariant(
  'every-key-has-its-submission',
  ['I-10'],
  `select 'idempotency key ' || k.key as subject,
          jsonb_build_object('site', k.site_id, 'submission', k.submission_id) as facts
     from idempotency_key k left join submission s on s.id = k.submission_id and s.site_id = k.site_id
    where s.id is null`,
);

/** Screening needs a policy to decide by. */
export const everySiteHasAPolicy = queryInvariant(
  'every-site-has-a-policy',
  ['I-17'],
  `select 'site ' || s.key as subject, jsonb_build_object('id', s.id) as facts
     from site s where not exists (select 1 from policy where site_id = s.id)`,
);

/** The tables of verdicts, decisions and policies refuse changes (the triggers of the first migration are in force). */
export const historyIsLocked = queryInvariant(
  'history-is-locked',
  ['I-11'],
  `select 'table ' || name as subject, jsonb_build_object('trigger', 'append_only') as facts
     from unnest(array['verdict', 'decision', 'policy']) as name
    where not exists (select 1 from pg_trigger
                       where tgrelid = to_regclass(name) and tgname = 'append_only' and tgenabled in ('O', 'A'))`,
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
