import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** Channel of the hint that effects wait in the outbox; payload empty. */
export const EFFECTS_CHANNEL = 'replydesk_effects';

/** The effect that tells the site's webhook of a settled submission. */
export const WEBHOOK_EFFECT = 'webhook';

/** A submission that was settled, and the verdict or decision that settled it. */
export interface SettledRecord {
  submissionId: string;
  siteId: string;
  recordId: string;
}

/**
 * Puts into the outbox what a site with a webhook must be told, and wakes the workers. In the transaction that settles.
 * A site that has none any more is left out.
 */
export async function writeEffects(manager: EntityManager, settled: readonly SettledRecord[]): Promise<void> {
  if (settled.length === 0) return;
  await manager.query(
    `with told as (
       insert into outbox (id, site_id, submission_id, record_id, kind)
       select item.id, item.site_id, item.submission_id, item.record_id, $1
         from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[])
           as item(id, site_id, submission_id, record_id)
         join site on site.id = item.site_id and site.webhook_url is not null
       returning 1
     )
     select pg_notify($6, '') where exists (select from told)`,
    [
      WEBHOOK_EFFECT,
      settled.map(() => randomUUID()),
      settled.map(({ siteId }) => siteId),
      settled.map(({ submissionId }) => submissionId),
      settled.map(({ recordId }) => recordId),
      EFFECTS_CHANNEL,
    ],
  );
}
