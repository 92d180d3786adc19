import { useThrottledValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
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
  /** The server's count of the queue; undefined while unknown. */
  count: number | undefined;
  /** The list is loaded to its end. */
  complete: boolean;
  /** When the list was loaded (ms). */
  loadedAt: number;
}

/**
 * Looks for submissions that the list does not show yet, whenever the queue's count has grown, and while there are some. In a list sorted oldest
 * first they come at its end, so they are only news once the end is loaded.
 */
export function useNewcomers({ listing, known, complete, loadedAt, ...now }: Watched): Newcomers {
  const count = useThrottledValue(now.count, LOOK_MS);
  const [floor, setFloor] = useState({ count: Infinity, loadedAt: 0 });
  const lowest = floor.loadedAt === loadedAt ? floor.count : Infinity;
  useEffect(() => {
    if (count !== undefined && count < lowest) setFloor({ count, loadedAt });
  }, [count, lowest, loadedAt]);
  const [waiting, setWaiting] = useState(false);
  const visible = listing.order === 'newest' || complete;
  const grown = count !== undefined && count > lowest;
  const newest = useQuery({
    queryKey: ['newest', listing, loadedAt, count],
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
  return news;
}
