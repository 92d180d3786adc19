import { useMemo, useState } from 'react';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import type { Listing } from '../api/review.js';
import {
  everything,
  has,
  NOTHING,
  ranged,
  type Selection,
  sizeOf,
  stillThere,
  toggled,
  wholePage,
} from './selection.js';

/** What is selected in a list; another list begins with nothing. */
export function useBulkSelection(listing: Listing, items: readonly ReviewItem[]) {
  const key = JSON.stringify(listing);
  const [kept, setKept] = useState({ key, selection: NOTHING });
  const selection = useMemo(
    () => (kept.key === key ? stillThere(kept.selection, items) : NOTHING),
    [kept, key, items],
  );
  const set = (next: Selection) => setKept({ key, selection: next });
  return {
    selection,
    size: sizeOf(selection),
    isChosen: (id: string) => has(selection, id),
    toggle: (id: string) => set(toggled(selection, items, id)),
    rangeTo: (id: string) => set(ranged(selection, items, id)),
    choosePage: () => set(wholePage(items)),
    chooseAll: (count: number) => set(everything(items, count)),
    clear: () => set(NOTHING),
  };
}
