import { z } from 'zod';

const LONGEST = 2_000;

/** Plain text for colleagues: something, and at most 2,000 characters. */
const told = z
  .string()
  .transform((value) => value.replaceAll('\0', '').trim())
  .refine((value) => value !== '', { error: 'review.empty' })
  .refine((value) => Array.from(value).length <= LONGEST, { error: 'review.note' });

const everywhere = z.boolean().default(false);

/** A measure upon an author. */
export const measureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hold_always'), everywhere, reason: told }),
  z.strictObject({ kind: z.literal('ban'), everywhere, reason: told }),
  z.strictObject({ kind: z.literal('suspend'), everywhere, reason: told, days: z.int().min(1).max(365) }),
]);

/** The query of GET …/author/waiting. */
export const waitingSchema = z.strictObject({
  everywhere: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});

/** A note between moderators. */
export const noteSchema = z.strictObject({ about: z.enum(['submission', 'author']), text: told });
