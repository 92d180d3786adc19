import type { EntityManager } from 'typeorm';
import { z } from 'zod';

const time = z
  .union([z.iso.datetime({ offset: true }), z.null()], { error: 'sites.time' })
  .transform((value) => (value === null ? null : new Date(value)))
  .optional();

/** When a thread takes submissions: what is absent stays. */
export const scheduleSchema = z
  .strictObject({
    thread: z.string().min(1).max(200),
    open: z.boolean().optional(),
    opensAt: time,
    closesAt: time,
  })
  .refine(({ open, opensAt, closesAt }) => [open, opensAt, closesAt].some((one) => one !== undefined), {
    error: 'sites.nothing',
    path: ['open'],
  })
  .refine(({ open, opensAt }) => open !== true || opensAt === undefined, {
    error: 'sites.openOrLater',
    path: ['opensAt'],
  });

/** Somebody opens, closes or schedules a thread of a site. */
export interface ScheduleChange extends Omit<z.infer<typeof scheduleSchema>, 'thread'> {
  siteId: string;
  thread: string;
  /** A moderator's e-mail. */
  by: string;
}

/**
 * Opens, closes or schedules a thread, for the very next submission. Opening it now ends what kept it closed: the hand that
 * closed it, a time to come, a time that is over; the days of the site count from now. A time to open from takes the place
 * of a hand that closed it. @returns `backwards` when it would close before it opens; nothing was changed then.
 */
export async function scheduleThread(
  manager: EntityManager,
  change: ScheduleChange,
): Promise<'changed' | 'unknown' | 'backwards'> {
  return manager
    .transaction(async (inner) => {
      const [rows]: [{ backwards: boolean }[], number] = await inner.query(
        `update thread
          set closed = coalesce(not $3::boolean, case when $5::timestamptz is not null then false end, closed),
              opens_at = case when $3 then now() when $4 then $5 else opens_at end,
              closes_at = case when $6 then $7::timestamptz when $3 and closes_at <= now() then null else closes_at end,
              changed_by = $8, changed_at = now()
        where site_id = $1 and key = $2
        returning coalesce(closes_at <= opens_at, false) as backwards`,
        [
          change.siteId,
          change.thread,
          change.open ?? null,
          change.opensAt !== undefined,
          change.opensAt ?? null,
          change.closesAt !== undefined,
          change.closesAt ?? null,
          change.by,
        ],
      );
      if (rows[0] === undefined) return 'unknown';
      if (!rows[0].backwards) return 'changed';
      throw new Backwards();
    })
    .catch((error: unknown) => {
      if (error instanceof Backwards) return 'backwards';
      throw error;
    });
}

/** Takes back what was written in the transaction. */
class Backwards extends Error {}
