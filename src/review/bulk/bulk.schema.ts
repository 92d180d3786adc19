import { z } from 'zod';
import { BULK_OUTCOMES } from '../../domain/bulk.entity.js';
import { mayMove, type SubmissionState } from '../../domain/submission-state.js';
import { items, note, reason, spam } from '../decisions.schema.js';
import { type Filter, filterSchema } from '../review-items.schema.js';

/** Submissions of one bulk decision at most. */
export const MOST_IN_BULK = 50_000;

/** Above this the number must be typed. */
const TYPED_ABOVE = 100;

/** Above this a second person must approve. */
export const SECOND_ABOVE = 1_000;

const STATE_OF: Readonly<Record<Filter['queue'], SubmissionState>> = {
  held: 'held',
  reported: 'approved',
  approved: 'approved',
  rejected: 'rejected',
  spam: 'rejected',
};

const count = z.int().min(1).max(MOST_IN_BULK);

const selection = {
  note,
  items: items.optional(),
  filter: filterSchema.optional(),
  expected: count,
  typed: count.optional(),
};

/** Whether a decision leads anywhere from a queue. What is approved is approved again only where it is reported. */
function mayLead(queue: Filter['queue'], to: SubmissionState): boolean {
  return mayMove('moderator', STATE_OF[queue], to) && (queue !== 'approved' || to !== 'approved');
}

/** POST /review/bulk */
export const bulkSchema = z
  .discriminatedUnion('act', [
    z.strictObject({ act: z.literal('approve'), ...selection }),
    z.strictObject({ act: z.literal('reject'), reason, ...selection }),
    z.strictObject({ act: z.literal('spam'), reason: spam, ...selection }),
  ])
  .superRefine((wish, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((wish.items === undefined) === (wish.filter === undefined)) fault('items', 'bulk.oneOf');
    if (wish.items !== undefined && wish.items.length !== wish.expected) fault('expected', 'bulk.expected');
    if (wish.expected > TYPED_ABOVE && wish.typed !== wish.expected) fault('typed', 'bulk.typed');
    const to = wish.act === 'approve' ? 'approved' : 'rejected';
    if (wish.filter !== undefined && !mayLead(wish.filter.queue, to)) fault('filter.queue', 'bulk.noWay');
  });

/** One decision for many submissions, as it is asked for. */
export type BulkWish = z.output<typeof bulkSchema>;

/** The query of GET /review/bulk/:id/items. */
export const bulkItemsSchema = z.strictObject({
  outcome: z.enum(BULK_OUTCOMES).default('conflict'),
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Which items a page shows. */
export type BulkItemListing = z.output<typeof bulkItemsSchema>;
