import type { QueueName } from '../../../src/contract/review-api.js';
import type { Listing } from '../api/review.js';

/** The queues, in the order of the tabs. */
export const QUEUES = ['held', 'approved', 'rejected', 'spam'] as const satisfies readonly QueueName[];

/** What is on screen, as the address says it: a list and the open item (empty: none). */
export interface Place extends Listing {
  item: string;
}

/** The order a queue has unless told otherwise: who waits longest first, what was decided last first. */
export function usualOrder(queue: QueueName): Listing['order'] {
  return queue === 'held' ? 'oldest' : 'newest';
}

/** Reads the query of an address; what is missing or unknown is as usual. */
export function placeOf(search: string): Place {
  const query = new URLSearchParams(search);
  const queue = QUEUES.find((name) => name === query.get('queue')) ?? 'held';
  const order = query.get('order');
  return {
    queue,
    site: query.get('site') ?? '',
    q: query.get('q') ?? '',
    order: order === 'oldest' || order === 'newest' ? order : usualOrder(queue),
    item: query.get('item') ?? '',
  };
}

/** The query of the address of a place, with `?`; what is as usual is left out. */
export function searchOf(place: Place): string {
  const query = new URLSearchParams();
  if (place.queue !== 'held') query.set('queue', place.queue);
  if (place.site !== '') query.set('site', place.site);
  if (place.q !== '') query.set('q', place.q);
  if (place.order !== usualOrder(place.queue)) query.set('order', place.order);
  if (place.item !== '') query.set('item', place.item);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The place with a change: another queue starts in its own order with nothing open, a filter closes the item. */
export function placeWith(place: Place, change: Partial<Place>): Place {
  const queue = change.queue ?? place.queue;
  const kept = queue === place.queue ? place : { ...place, queue, order: usualOrder(queue) };
  const filtered = ['queue', 'site', 'q', 'order'].some((name) => name in change);
  return { ...kept, item: filtered ? '' : place.item, ...change };
}
