import { queryInvariant } from './invariant.js';

/** A retry with the same key finds the submission it made. */
export const everyKeyHasItsSubmission = queryInvariant(
  'every-key-has-its-submission',
  ['I-10'],
  `select 'idempotency key ' || k.key as subject,
          jsonb_build_object('site', k.site_id, 'submission', k.submission_id) as facts
     from idempotency_key k left join submission s on s.id = k.submission_id and s.site_id = k.site_id
    where s.id is null`,
);
