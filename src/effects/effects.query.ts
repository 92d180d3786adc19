import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { EffectPage, EffectView } from '../contract/effects-api.js';
import { EFFECT_STATES, type EffectState } from '../domain/outbox.entity.js';

/** Where a page ended: the time to the microsecond, as PostgreSQL has it, and the id. */
const cursorSchema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), z.uuid()]);

const cursor = z
  .string()
  .max(200)
  .transform((value, context): [string, string] | undefined => {
    if (value === '') return undefined;
    const parsed = cursorSchema.safeParse(Buffer.from(value, 'base64url').toString().split(' '));
    if (parsed.success && !Number.isNaN(Date.parse(parsed.data[0]))) return parsed.data;
    context.addIssue({ code: 'custom', message: 'effects.cursor' });
    return z.NEVER;
  })
  .optional();

/** Which effects a page shows. */
export const effectListingSchema = z.strictObject({
  state: z.enum(EFFECT_STATES).default('dead'),
  site: z
    .string()
    .max(100)
    .transform((value) => value.replaceAll('\0', '') || undefined)
    .optional(),
  cursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Which effects a page shows. */
export type EffectListing = z.infer<typeof effectListingSchema>;

interface EffectRow {
  id: string;
  kind: string;
  state: EffectState;
  site: string;
  submission_id: string;
  number: number;
  record_id: string;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  due_at: Date;
  tried_at: Date | null;
  finished_at: Date | null;
  position: string;
}

const SELECT = `
  select o.id, o.kind, o.state, site.key as site, o.submission_id, s.number::float8 as number, o.record_id, o.attempts,
         o.last_error, o.created_at, o.due_at, o.tried_at, o.finished_at,
         to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position
    from outbox o join site on site.id = o.site_id join submission s on s.id = o.submission_id`;

/** One page of effects, newest first. */
export async function listEffects(manager: EntityManager, listing: EffectListing): Promise<EffectPage> {
  const [at, id] = listing.cursor ?? [null, null];
  const rows: EffectRow[] = await manager.query(
    `${SELECT}
      where o.state = $1 and ($2::text is null or site.key = $2)
        and ($3::timestamptz is null or (o.created_at, o.id) < ($3::timestamptz, $4::uuid))
      order by o.created_at desc, o.id desc limit $5`,
    [listing.state, listing.site ?? null, at, id, listing.limit + 1],
  );
  const shown = rows.slice(0, listing.limit);
  const last = rows.length > listing.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(viewOf),
    ...(last === undefined ? {} : { next: Buffer.from(`${last.position} ${last.id}`).toString('base64url') }),
  };
}

/** One effect; null when there is none. */
export async function findEffect(manager: EntityManager, id: string): Promise<EffectView | null> {
  const [row]: EffectRow[] = await manager.query(`${SELECT} where o.id = $1`, [id]);
  return row === undefined ? null : viewOf(row);
}

function viewOf(row: EffectRow): EffectView {
  const { id, kind, state, site, number, attempts } = row;
  return {
    id,
    kind,
    state,
    site,
    submission: { id: row.submission_id, number },
    record: row.record_id,
    attempts,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    dueAt: state === 'pending' ? row.due_at.toISOString() : null,
    triedAt: row.tried_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
