import { queryInvariant } from './invariant.js';

/** Hours after the end of their time by which addresses have been cleared: the job runs every hour, in portions. */
const SLACK_HOURS = 24;

/** A network address is gone once the machine has settled the submission; its hashes, and those of who reported, when their time is over. */
export const addressesAreForgotten = queryInvariant(
  'addresses-are-forgotten',
  ['I-12'],
  `select 'submission ' || number as subject,
          jsonb_build_object('id', id, 'state', state, 'received', received_at, 'address', address is not null,
                             'hashes', coalesce(address_hash, network_hash) is not null) as facts
     from submission
    where (state <> 'received' and address is not null)
       or (coalesce(address, address_hash, network_hash) is not null
           and received_at < now() - make_interval(days => $1, hours => ${SLACK_HOURS}))
   union all
   select 'report ' || id, jsonb_build_object('submission', submission_id, 'reported', created_at)
     from report
    where coalesce(reporter, network) is not null
      and created_at < now() - make_interval(days => $1, hours => ${SLACK_HOURS})`,
  ({ addressRetentionDays }) => [addressRetentionDays],
);
