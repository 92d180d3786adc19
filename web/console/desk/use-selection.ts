import { useEffect } from 'react';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import { beside } from '../state/neighbours.js';
import type { Place } from '../state/place.js';
import type { Go } from '../state/use-place.js';

interface SelectionOf {
  place: Place;
  go: Go;
  items: readonly ReviewItem[];
  /** The list shown is the one asked for, not the one before it. */
  settled: boolean;
  wide: boolean;
  loadMore: () => void;
}

const LOAD_AHEAD = 10;

/** The row that has the focus, on a phone the only choice there is while nothing is open. */
export const focusedRow = () =>
  document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-row]')?.dataset['row'];

/** Focuses the row of an item, if it is on screen. */
export function focusRow(id: string): boolean {
  const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
  return row !== null;
}

/** Which item is open, and how to move on. On wide screens something is always open. */
export function useSelection({ place, go, items, settled, wide, loadMore }: SelectionOf) {
  const ids = items.map(({ id }) => id);
  const first = ids[0];
  useEffect(() => {
    if (wide && settled && place.item === '' && first !== undefined) go({ item: first });
  }, [wide, settled, place.item, first, go]);

  const move = (step: 1 | -1) => {
    const open = place.item === '' ? focusedRow() : place.item;
    const next = open === undefined ? first : beside(ids, open, step);
    if (next === undefined) return;
    if (wide || place.item !== '') go({ item: next });
    else focusRow(next);
    if (ids.length - ids.indexOf(next) < LOAD_AHEAD) loadMore();
  };
  const openOne = (id: string | undefined = focusedRow() ?? first) => {
    if (id !== undefined) go({ item: id }, { push: !wide && place.item === '' });
  };
  return { ids, move, openOne };
}
