import { KEPT_DAYS } from '../../domain/outbox.entity.js';
import { WEBHOOK_EFFECT } from '../../domain/write-effects.js';
import { queryInvariant } from './invariant.js';

/** What is told outside happened here: one effect of each kind for a verdict or decision on that very submission. */
export const everyEffectHasItsRecord = queryInvariant(
  'every-effect-has-its-record',
  ['I-3'],
  `select 'effect ' || o.id as subject,
          jsonb_build_object('kind', o.kind, 'submission', o.submission_id, 'record', o.record_id) as facts
     from outbox o left join submission s on s.id = o.submission_id and s.site_id = o.site_id
    where s.id is null
       or not exists (select 1 from verdict where id = o.record_id and submission_id = o.submission_id)
          and not exists (select 1 from decision where id = o.record_id and submission_id = o.submission_id)
   union all
   select 'record ' || record_id, jsonb_build_object('kind', kind, 'effects', count(*))
     from outbox group by kind, record_id having count(*) > 1`,
);

/** What the site was promised to be told of is in the outbox, as long as the outbox keeps what is done. */
export const everyRecordHasItsEffect = queryInvariant(
  'every-record-has-its-effect',
  ['I-3'],
  `select 'record ' || record.id as subject,
          jsonb_build_object('submission', record.submission_id, 'at', record.created_at, 'site', site.key) as facts
     from (select id, submission_id, created_at from verdict
            union all
           select id, submission_id, created_at from decision) record
     join submission s on s.id = record.submission_id
     join site on site.id = s.site_id and site.webhook_since is not null
    where record.created_at >= greatest(site.webhook_since, now() - make_interval(days => $2),
                                        now() - make_interval(secs => $3))
      and not exists (select 1 from outbox where kind = $1 and record_id = record.id)`,
  ({ recentSeconds }) => [WEBHOOK_EFFECT, KEPT_DAYS.done, recentSeconds ?? null],
);

/** Cancelled were only messages of decisions that were taken back before anything was sent, and of what took them back. */
export const cancelledEffectsWereTakenBack = queryInvariant(
  'cancelled-effects-were-taken-back',
  ['I-3'],
  `select 'effect ' || o.id as subject,
          jsonb_build_object('record', o.record_id, 'attempts', o.attempts, 'counterpart', other.state) as facts
     from outbox o
     left join decision undo on undo.submission_id = o.submission_id and undo.undoes_id is not null
                            and (undo.undoes_id = o.record_id or undo.id = o.record_id)
     left join outbox other on other.kind = o.kind and other.id <> o.id and other.record_id in (undo.id, undo.undoes_id)
    where o.state = 'cancelled'
      and (undo.id is null or o.attempts > 0 or o.tried_at is not null or other.state <> 'cancelled')`,
);

/** No site waits for a try of its effects: what is long due is only behind others of the same site, which are tried. */
export const effectsAreTried = queryInvariant(
  'effects-are-tried',
  ['I-13'],
  `select 'site ' || site.key as subject,
          jsonb_build_object('kind', late.kind, 'effects', late.n, 'due', late.due_at) as facts
     from (select site_id, kind, count(*) as n, min(due_at) as due_at from outbox
            where state = 'pending' and due_at < now() - make_interval(secs => $1)
            group by site_id, kind) late
     join site on site.id = late.site_id
    where not exists (select 1 from outbox tried
                       where tried.site_id = late.site_id and tried.kind = late.kind
                         and tried.tried_at >= now() - make_interval(secs => $1))`,
  ({ overdueSeconds }) => [overdueSeconds],
);
