import type { QueueName } from '../../../src/contract/review-api.js';
import type { Listing } from '../api/review.js';

/** The queues, in the order of the tabs. */
export const QUEUES = [
  'held',
  'reported',
  'approved',
  'rejected',
  'spam',
] as const satisfies readonly QueueName[];

/** What is on screen, as the address says it: a list and the open item (empty: none). */
export interface Place extends Listing {
  item: string;
}

/** What narrows a list, beside its queue; empty texts do not. */
export const FILTERS = [
  'site',
  'q',
  'thread',
  'language',
  'rule',
  'signal',
  'author',
  'from',
  'to',
  'flag',
] as const satisfies readonly (keyof Listing)[];

/** No filter at all. */
export const UNFILTERED = Object.fromEntries(FILTERS.map((name) => [name, ''])) as Record<
  (typeof FILTERS)[number],
  string
>;

/** Somebody has to decide what stands there. */
function waits(queue: QueueName): boolean {
  return queue === 'held' || queue === 'reported';
}

/** The orders a queue can have, the usual one first. */
export function ordersOf(queue: QueueName): Listing['order'][] {
  return waits(queue) ? ['next', 'oldest', 'newest'] : ['newest', 'oldest'];
}

/** The order a queue has unless told otherwise: who should be decided first, what was decided last first. */
export function usualOrder(queue: QueueName): Listing['order'] {
  return waits(queue) ? 'next' : 'newest';
}

/** Reads the query of an address; what is missing or unknown is as usual. */
export function placeOf(search: string): Place {
  const query = new URLSearchParams(search);
  const queue = QUEUES.find((name) => name === query.get('queue')) ?? 'held';
  const order = ordersOf(queue).find((known) => known === query.get('order')) ?? usualOrder(queue);
  const filters = { ...UNFILTERED };
  for (const name of FILTERS) filters[name] = query.get(name) ?? '';
  return { queue, ...filters, order, item: query.get('item') ?? '' };
}

/** The query of the address of a place, with `?`; what is as usual is left out. */
export function searchOf(place: Place): string {
  const query = new URLSearchParams();
  if (place.queue !== 'held') query.set('queue', place.queue);
  for (const name of FILTERS) if (place[name] !== '') query.set(name, place[name]);
  if (place.order !== usualOrder(place.queue)) query.set('order', place.order);
  if (place.item !== '') query.set('item', place.item);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The place with a change: another queue starts in its own order with nothing open, a filter closes the item. */
export function placeWith(place: Place, change: Partial<Place>): Place {
  const queue = change.queue ?? place.queue;
  const kept = queue === place.queue ? place : { ...place, queue, order: usualOrder(queue), flag: '' };
  const filtered = ['queue', 'order', ...FILTERS].some((name) => name in change);
  return { ...kept, item: filtered ? '' : place.item, ...change };
}
