import { z } from 'zod';
import { REJECT_REASONS, type RejectReason } from '../domain/decision.entity.js';

const NOTE_LENGTH = 2000;

/** Submissions that are decided together at most. */
const MOST_TOGETHER = 1_000;

/** What colleagues are told. */
export const note = z
  .string()
  .refine((value) => Array.from(value).length <= NOTE_LENGTH, { error: 'review.note' })
  .transform((value) => value.replaceAll('\0', '').trim() || null)
  .nullish()
  .transform((value) => value ?? null);

const version = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** Submissions, each as it was on screen. */
export const items = z
  .array(z.strictObject({ id: z.uuid().toLowerCase(), version }))
  .min(1)
  .max(MOST_TOGETHER)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'review.twice' });

/** Why something is rejected. */
export const reason = z.enum(REJECT_REASONS).default('other');
/** The reason of spam. */
export const spam = z.literal('spam').default('spam');

/** One decision. */
export const decisionSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('approve'), note, version }),
  z.strictObject({ act: z.literal('reject'), reason, note, version }),
  z.strictObject({ act: z.literal('spam'), reason: spam, note, version }),
]);

/** The same decision for many submissions. */
export const manyDecisionsSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('approve'), note, items }),
  z.strictObject({ act: z.literal('reject'), reason, note, items }),
  z.strictObject({ act: z.literal('spam'), reason: spam, note, items }),
]);

/** Taking a decision back. */
export const undoSchema = z.strictObject({ version });

/** Why it is rejected; null approves. */
export function rejectionOf(
  decision: { act: 'approve' } | { act: 'reject' | 'spam'; reason: RejectReason },
): RejectReason | null {
  return decision.act === 'approve' ? null : decision.reason;
}
