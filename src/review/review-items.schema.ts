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

const cursor = z
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

/** The query of GET /review/submissions. */
export const listingSchema = z.strictObject({
  queue: z.enum(['held', 'approved', 'rejected', 'spam']).default('held'),
  site: text(100),
  thread: text(500),
  language: z.enum(['en', 'ja']).optional(),
  reason: text(100),
  q: text(200),
  order: z.enum(['oldest', 'newest']).default('oldest'),
  cursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Which submissions a page shows. */
export type Listing = z.infer<typeof listingSchema>;

/** The query of GET /review/counts. */
export const countsSchema = z.strictObject({ site: text(100) });
