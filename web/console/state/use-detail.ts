import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { Locale } from '../messages/messages.js';
import { fetchDetail } from '../api/review.js';
import { useSpeech } from '../say.js';
import { aroundOf } from './use-around.js';

const FRESH_MS = 10_000;
const PREFETCHED = 3;

const detailOf = (locale: Locale, id: string) => ({
  queryKey: ['item', locale, id],
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchDetail(id, signal),
  staleTime: FRESH_MS,
});

/** One submission with everything a decision needs; idle when `id` is empty. */
export function useDetail(id: string) {
  const { locale } = useSpeech();
  return useQuery({ ...detailOf(locale, id), enabled: id !== '', retry: 1 });
}

/**
 * Fetches what will be opened next, so that it is on screen at once.
 * @returns fetches one that may be opened, because the pointer is on it for instance.
 */
export function usePrefetch(ids: readonly string[], open: string): (id: string) => void {
  const { locale } = useSpeech();
  const client = useQueryClient();
  const at = ids.indexOf(open);
  const ahead = ids.slice(at + 1, at + 1 + PREFETCHED).join(' ');
  const prefetch = useCallback(
    (id: string) => {
      void client.prefetchQuery(detailOf(locale, id));
      void client.prefetchQuery(aroundOf('context', locale, id));
    },
    [client, locale],
  );
  useEffect(() => {
    for (const id of ahead.split(' ').filter((text) => text !== '')) prefetch(id);
  }, [ahead, prefetch]);
  return prefetch;
}
