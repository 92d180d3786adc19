import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Around, fetchAround } from '../api/item.js';
import type { Locale } from '../messages/messages.js';
import { useSpeech } from '../say.js';

const FRESH_MS = 10_000;

/** How one part of what stands around an item is asked for. */
export const aroundOf = <Part extends keyof Around>(part: Part, locale: Locale, id: string) => ({
  queryKey: ['item', locale, id, part],
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchAround(part, id, signal),
  staleTime: FRESH_MS,
});

/** One part of what stands around an item. */
export function useAround<Part extends keyof Around>(part: Part, id: string) {
  const { locale } = useSpeech();
  return useQuery({ ...aroundOf(part, locale, id), retry: 1 });
}

/** Says that something about an item has changed, so that what is on screen of it is asked for again. */
export function useRefreshItem(): (id: string) => void {
  const client = useQueryClient();
  return useCallback(
    (id: string) =>
      void client.invalidateQueries({ queryKey: ['item'], predicate: ({ queryKey }) => queryKey[2] === id }),
    [client],
  );
}
