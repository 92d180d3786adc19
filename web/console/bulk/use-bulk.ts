import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import { fetchMatching } from '../api/bulk.js';
import { mayDecide, type Wish } from '../state/decisions.js';
import { placeOf, type Place } from '../state/place.js';
import type { Go } from '../state/use-place.js';
import { useBulkJob } from './use-bulk-job.js';
import { useBulkSelection } from './use-bulk-selection.js';

interface BulkOf {
  place: Place;
  go: Go;
  items: readonly ReviewItem[];
  /** The list goes on behind what is loaded. */
  hasMore: boolean;
  canDecide: boolean;
}

/** Many at once: what is selected in the list, what is about to be done with it, and what becomes of it. */
export function useBulk({ place, go, items, hasMore, canDecide }: BulkOf) {
  const client = useQueryClient();
  const { item: _open, ...listing } = place;
  const chosen = useBulkSelection(listing, items);
  const { selection, size, toggle, rangeTo } = chosen;
  /** The open item, when it is among those that are decided. */
  const leaving = useRef('');
  const [asked, setAsked] = useState<Wish['act'] | null>(null);
  const job = useBulkJob(() => {
    void client.invalidateQueries({ queryKey: ['item'] });
    void client.invalidateQueries({ queryKey: ['counts'] });
    void client.invalidateQueries({ queryKey: ['bulks'] });
    void client.refetchQueries({ queryKey: ['listing'], type: 'active' }).then(() => {
      // The list opens the first that is left.
      if (leaving.current !== '' && leaving.current === placeOf(window.location.search).item)
        go({ item: '' });
      leaving.current = '';
    });
  });
  const isWholePage = size > 0 && size === items.length && selection.all === null;
  const matching = useQuery({
    queryKey: ['bulk-matching', listing, size],
    queryFn: ({ signal }) => fetchMatching(listing, signal),
    enabled: isWholePage && hasMore,
    staleTime: 0,
    gcTime: 0,
  });
  const may = (act: Wish['act']) => canDecide && mayDecide(place.queue, { act });
  return {
    ...chosen,
    toggle: (id: string) => canDecide && toggle(id),
    rangeTo: (id: string) => canDecide && rangeTo(id),
    job,
    may,
    isWholePage,
    matching: isWholePage && hasMore ? matching.data : undefined,
    /** What the confirmation is about; null: it is closed. */
    asked: size > 0 ? asked : null,
    ask: (act: Wish['act']) => {
      if (size > 0 && may(act)) setAsked(act);
    },
    close: () => setAsked(null),
    begin: (bulk: Parameters<typeof job.begin>[0]) => {
      setAsked(null);
      leaving.current = chosen.isChosen(place.item) ? place.item : '';
      chosen.clear();
      job.begin(bulk);
    },
  };
}

/** Many at once. */
export type Bulk = ReturnType<typeof useBulk>;
