import { queryInvariant } from './invariant.js';

/** Published comments with open reports are in the queue of what is reported, and nothing else is. */
export const openReportsAreShown = queryInvariant(
  'open-reports-are-shown',
  ['I-1'],
  `select 'submission ' || coalesce(open.submission_id, shown.submission_id) as subject,
          jsonb_build_object('open reports', open.reports, 'shown', shown.reports, 'site', shown.site_id) as facts
     from (select r.submission_id, c.id as comment_id, c.site_id, count(*)::int as reports
             from report r join comment c on c.submission_id = r.submission_id
            where r.decision_id is null and not r.disregarded group by 1, 2, 3) as open
     full join reported as shown on shown.submission_id = open.submission_id
    where (open.reports, open.comment_id, open.site_id) is distinct from (shown.reports, shown.comment_id, shown.site_id)`,
);
