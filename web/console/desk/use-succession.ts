import { useRef } from 'react';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import { easierOf, MOST_IN_A_ROW, successorOf } from '../state/neighbours.js';

/** Says what to open after an item, so that hard texts do not follow each other while there is anything else. */
export function useSuccession(
  items: readonly ReviewItem[],
): (free: readonly string[], id: string) => string | undefined {
  const hardInARow = useRef(0);
  return (free, id) => {
    const hard = new Set(items.filter(({ severe }) => severe !== null).map((item) => item.id));
    hardInARow.current = hard.has(id) ? hardInARow.current + 1 : 0;
    const choice = hardInARow.current < MOST_IN_A_ROW ? free : easierOf(free, id, hard);
    return successorOf(choice, id);
  };
}
