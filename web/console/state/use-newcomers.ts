import { useThrottledValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { fetchPage, type Listing } from '../api/review.js';

/** Least time between two looks, however often the count changes. */
const LOOK_MS = 2000;

/** Newcomers of a list: how many, and whether there may be more than that. */
export interface Newcomers {
  count: number;
  more: boolean;
}

interface Watched {
  listing: Listing;
  /** Ids of the list as loaded, decided ones included. */
  known: ReadonlySet<string>;
  /** The queue's count and what was decided in this list: decisions made here do not change it. */
  count: number | undefined;
  /** The list is loaded to its end. */
  complete: boolean;
  /** When the list was loaded (ms). */
  loadedAt: number;
}

/** The least count since the list was loaded: above it, something may have come. */
function useLowest(count: number | undefined, loadedAt: number) {
  const [floor, setFloor] = useState({ count: Infinity, loadedAt: 0 });
  const lowest = floor.loadedAt === loadedAt ? floor.count : Infinity;
  const setLowest = useCallback((next: number) => setFloor({ count: next, loadedAt }), [loadedAt]);
  useEffect(() => {
    if (count !== undefined && count < lowest) setLowest(count);
  }, [count, lowest, setLowest]);
  return { lowest, setLowest };
}

/**
 * Looks for submissions that the list does not show yet, whenever the count has grown, and while there are some. In a
 * list sorted oldest first they come at its end, so they are only news once the end is loaded.
 */
export function useNewcomers({ listing, known, count, complete, loadedAt }: Watched): Newcomers {
  const { lowest, setLowest } = useLowest(count, loadedAt);
  const [waiting, setWaiting] = useState(false);
  const looked = useThrottledValue(count, LOOK_MS);
  const visible = listing.order !== 'oldest' || complete;
  const grown = count !== undefined && count > lowest;
  const newest = useQuery({
    queryKey: ['newest', listing, loadedAt, looked],
    queryFn: ({ signal }) => fetchPage({ ...listing, order: 'newest' }, undefined, signal),
    enabled: loadedAt > 0 && visible && (grown || waiting),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[2] === loadedAt ? before : undefined),
  });
  const news = useMemo(() => {
    const page = visible ? (newest.data?.items ?? []) : [];
    const unknown = page.filter(({ id }) => !known.has(id)).length;
    return { count: unknown, more: unknown === page.length && newest.data?.next !== undefined };
  }, [newest.data, known, visible]);
  const some = news.count > 0;
  useEffect(() => setWaiting(some), [some]);
  const inVain = newest.isSuccess && !newest.isPlaceholderData && !some && looked === count;
  useEffect(() => {
    if (inVain && grown) setLowest(count);
  }, [inVain, grown, count, setLowest]);
  return news;
}
