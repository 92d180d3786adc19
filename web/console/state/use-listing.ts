import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ReviewItem, ReviewPage } from '../../../src/contract/review-api.js';
import { fetchPage, type Listing } from '../api/review.js';
import { useSpeech } from '../say.js';
import type { DecisionsView } from './decisions.js';

/** A page and when it was asked for (ms). */
interface LoadedPage extends ReviewPage {
  loadedAt: number;
}

type Pages = InfiniteData<LoadedPage>;

function listed(pages: Pages | undefined, decided: DecisionsView['decided']): ReviewItem[] {
  const byId = new Map<string, ReviewItem>();
  for (const page of pages?.pages ?? []) {
    for (const item of page.items) {
      if (item.version > (decided.get(item.id) ?? -1)) byId.set(item.id, item);
    }
  }
  return [...byId.values()];
}

/** A list, page by page, without what was just decided. It stays as it is until asked for again. */
export function useListing(listing: Listing, decided: DecisionsView['decided']) {
  const { locale } = useSpeech();
  const { queue } = listing;
  const asked = JSON.stringify(listing);
  const key = useMemo(() => JSON.parse(asked) as Listing, [asked]);
  const query = useInfiniteQuery({
    queryKey: ['listing', locale, key],
    queryFn: async ({ pageParam, signal }): Promise<LoadedPage> => {
      const loadedAt = Date.now();
      return { ...(await fetchPage(key, pageParam, signal)), loadedAt };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: LoadedPage) => last.next,
    placeholderData: (before, beforeQuery) => {
      const was = beforeQuery?.queryKey[2];
      return typeof was === 'object' && was.queue === queue ? before : undefined;
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  const items = useMemo(() => listed(query.data, decided), [query.data, decided]);
  const known = useMemo(
    () => new Set(query.data?.pages.flatMap((page) => page.items.map(({ id }) => id)) ?? []),
    [query.data],
  );
  return { query, items, known, loadedAt: query.data?.pages[0]?.loadedAt ?? 0 };
}

function patched(data: Pages, id: string, patch: Partial<ReviewItem>): Pages {
  const patchItem = (item: ReviewItem) => (item.id === id ? { ...item, ...patch } : item);
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(patchItem) })) };
}

/** Changes one item in every list that shows it, without asking the server. */
export function usePatchListings() {
  const client = useQueryClient();
  return useCallback(
    (id: string, patch: Partial<ReviewItem>) => {
      client.setQueriesData<Pages>({ queryKey: ['listing'] }, (data) =>
        data === undefined ? data : patched(data, id, patch),
      );
    },
    [client],
  );
}
