import { z } from 'zod';

/** Text of a query; empty counts as absent, and NUL, which nothing stored contains, is dropped. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.replaceAll('\0', '').trim())
    .transform((value) => (value === '' ? undefined : value))
    .optional();

/** Where a page ended: the time to the microsecond, as PostgreSQL has it, and the id. */
const cursorSchema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), z.uuid()]);

/** Where a page ended. */
export type Cursor = z.infer<typeof cursorSchema>;

/** A cursor as an opaque text. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(cursor.join(' ')).toString('base64url');
}

/** The cursor of a query; an empty one counts as absent. */
export const cursor = z
  .string()
  .max(200)
  .transform((value, context): Cursor | undefined => {
    if (value === '') return undefined;
    const parsed = cursorSchema.safeParse(Buffer.from(value, 'base64url').toString().split(' '));
    if (parsed.success && !Number.isNaN(Date.parse(parsed.data[0]))) return parsed.data;
    context.addIssue({ code: 'custom', message: 'review.cursor' });
    return z.NEVER;
  })
  .optional();

const time = z.iso.datetime({ offset: true, error: 'review.time' }).optional();

/** Which submissions: the query of GET /review/matching, and of every list. */
export const filterSchema = z.strictObject({
  queue: z.enum(['held', 'reported', 'approved', 'rejected', 'spam']).default('held'),
  site: text(100),
  thread: text(500),
  language: z.enum(['en', 'ja']).optional(),
  reason: text(100),
  rule: text(100),
  signal: text(100),
  author: text(320),
  flag: z.enum(['second-opinion', 'escalate']).optional(),
  from: time,
  to: time,
  q: text(200),
});

/** Which submissions a list is about. */
export type Filter = z.infer<typeof filterSchema>;

/** The query of GET /review/submissions. */
export const listingSchema = filterSchema.extend({
  order: z.enum(['next', 'oldest', 'newest']).default('oldest'),
  cursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Which submissions a page shows. */
export type Listing = z.infer<typeof listingSchema>;

/** The query of GET /review/counts. */
export const countsSchema = z.strictObject({ site: text(100) });
