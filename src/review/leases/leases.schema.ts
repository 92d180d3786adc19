import { z } from 'zod';
import { FLAG_KINDS } from '../../domain/review-flag.entity.js';
import { filterSchema } from '../review-items.schema.js';

/** Leases of one person at most. */
const MOST = 20;

/** POST /review/leases */
export const leaseWishSchema = filterSchema.omit({ queue: true }).extend({
  order: z.enum(['next', 'oldest', 'newest']).default('next'),
  keep: z.array(z.uuid().toLowerCase()).max(MOST).default([]),
  open: z.uuid().toLowerCase().optional(),
  takeOver: z.boolean().default(false),
  want: z.int().min(0).max(10).default(5),
});

/** What somebody wants to have on screen. */
export type LeaseWish = z.infer<typeof leaseWishSchema>;

const NOTE_LENGTH = 2_000;

/** POST /review/submissions/:id/flags */
export const flagSchema = z.strictObject({
  kind: z.enum(FLAG_KINDS),
  note: z
    .string()
    .refine((value) => Array.from(value).length <= NOTE_LENGTH, { error: 'review.note' })
    .transform((value) => value.replaceAll('\0', '').trim() || null)
    .nullish()
    .transform((value) => value ?? null),
});
