import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** Channel of the hint that effects wait in the outbox; payload empty. */
export const EFFECTS_CHANNEL = 'replydesk_effects';

/** The effect that tells the site's webhook of a settled submission. */
export const WEBHOOK_EFFECT = 'webhook';

/** Seconds that a person's decision may be taken back before anything outside is told of it. */
export const GRACE_SECONDS = { single: 5, bulk: 30 } as const;

/** A submission that was settled, and the verdict or decision that settled it. */
export interface SettledRecord {
  submissionId: string;
  siteId: string;
  recordId: string;
  /** The decision it takes back. */
  undoesId: string | null;
}

/**
 * Puts into the outbox what a site with a webhook must be told, and wakes the workers. In the transaction that settles.
 * A site that has none any more is left out. What takes back a decision that nobody was told of yet cancels that message,
 * and its own is never sent either.
 */
export async function writeEffects(
  manager: EntityManager,
  settled: readonly SettledRecord[],
  graceSeconds: number,
): Promise<void> {
  if (settled.length === 0) return;
  await manager.query(
    `with item as (
       select * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[])
         as item(id, site_id, submission_id, record_id, undoes_id)
     ), cancelled as (
       update outbox set state = 'cancelled', finished_at = now()
        where kind = $1 and record_id in (select undoes_id from item) and state = 'pending'
          and attempts = 0 and queued_at is null and due_at > now()
       returning record_id
     ), told as (
       insert into outbox (id, site_id, submission_id, record_id, kind, due_at, state, finished_at)
       select item.id, item.site_id, item.submission_id, item.record_id, $1, now() + make_interval(secs => $7),
              case when cancelled.record_id is null then 'pending' else 'cancelled' end,
              case when cancelled.record_id is null then null else now() end
         from item
         join site on site.id = item.site_id and site.webhook_url is not null
         left join cancelled on cancelled.record_id = item.undoes_id
       returning state
     )
     select pg_notify($8, '') where $7 = 0 and exists (select from told where state = 'pending')`,
    [
      WEBHOOK_EFFECT,
      settled.map(() => randomUUID()),
      settled.map(({ siteId }) => siteId),
      settled.map(({ submissionId }) => submissionId),
      settled.map(({ recordId }) => recordId),
      settled.map(({ undoesId }) => undoesId),
      graceSeconds,
      EFFECTS_CHANNEL,
    ],
  );
}
