import { useQuery } from '@tanstack/react-query';
import { fetchSites } from '../api/review.js';
import { isMessageKey } from '../messages.js';
import { useSay } from '../say.js';
import type { FILTERS } from '../state/place.js';

const HOUR_MS = 3_600_000;

/** The sites to filter by. */
export function useSites() {
  return useQuery({ queryKey: ['sites'], queryFn: ({ signal }) => fetchSites(signal), staleTime: HOUR_MS });
}

/** Says what a filter asks for, as in "Language: Japanese". */
export function useFilterWords(): (name: (typeof FILTERS)[number], value: string) => string {
  const say = useSay();
  const sites = useSites().data ?? [];
  return (name, value) => {
    const key = `filter.${name}.${value}`;
    const shown =
      name === 'site'
        ? (sites.find((site) => site.key === value)?.name ?? value)
        : isMessageKey(key)
          ? say(key)
          : value;
    return say('filter.is', { name: say(`filter.${name}`), value: shown });
  };
}
