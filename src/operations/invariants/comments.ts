import { queryInvariant } from './invariant.js';

/**
 * Nothing is public without an approval by the machine or a person that precedes it and names a policy version of the
 * site.
 */
export const everyCommentWasApproved = queryInvariant(
  'every-comment-was-approved',
  ['I-2'],
  `select 'comment ' || c.id as subject, jsonb_build_object('submission', c.submission_id) as facts
     from comment c
    where not exists (
            select 1 from verdict v join policy p on p.id = v.policy_id and p.site_id = c.site_id
             where v.submission_id = c.submission_id and v.outcome = 'approve' and v.created_at <= c.published_at)
      and not exists (
            select 1 from decision d join policy p on p.id = d.policy_id and p.site_id = c.site_id
             where d.submission_id = c.submission_id and d.to_state = 'approved' and d.created_at <= c.published_at)`,
);

/** Approved submissions have one comment, all others none. */
export const approvedIsPublic = queryInvariant(
  'approved-is-public',
  ['I-2', 'I-3'],
  `select coalesce('submission ' || s.number, 'comment ' || c.id) as subject,
          jsonb_build_object('id', s.id, 'state', s.state, 'comment', c.id) as facts
     from submission s full join comment c on c.submission_id = s.id
    where (s.state = 'approved') is distinct from (c.id is not null)
   union all
   select 'submission ' || submission_id, jsonb_build_object('comments', count(*))
     from comment group by submission_id having count(*) > 1`,
);

/** A comment stands where it was sent, under the number its author was given. */
export const commentsStandWhereTheyWereSent = queryInvariant(
  'comments-stand-where-they-were-sent',
  ['I-2'],
  `select 'comment ' || c.id as subject,
          jsonb_build_object('submission', s.id, 'number', s.number, 'thread', s.thread_id, 'site', s.site_id) as facts
     from comment c join submission s on s.id = c.submission_id
    where c.id <> s.number or c.thread_id <> s.thread_id or c.site_id <> s.site_id`,
);
