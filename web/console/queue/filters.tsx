import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchSites } from '../api/review.js';
import { useTheDesk } from '../desk/use-desk.js';
import { useSay } from '../say.js';
import classes from './queue.module.css';
import { SearchBox } from './search-box.js';

const HOUR_MS = 3_600_000;

/** What the list shows and in which order. */
export function Filters() {
  const say = useSay();
  const { place, go } = useTheDesk();
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: ({ signal }) => fetchSites(signal),
    staleTime: HOUR_MS,
  });
  const known = sites.data ?? [];
  const unlisted = place.site !== '' && !known.some(({ key }) => key === place.site);
  return (
    <search className={classes.filters}>
      <SearchBox />
      <NativeSelect
        size="xs"
        aria-label={say('list.site')}
        value={place.site}
        onChange={(event) => go({ site: event.currentTarget.value })}
        data={[
          { value: '', label: say('list.allSites') },
          ...known.map(({ key, name }) => ({ value: key, label: name })),
          ...(unlisted ? [{ value: place.site, label: place.site }] : []),
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={say('list.order')}
        value={place.order}
        onChange={(event) => go({ order: event.currentTarget.value === 'oldest' ? 'oldest' : 'newest' })}
        data={[
          { value: 'oldest', label: say('list.oldest') },
          { value: 'newest', label: say('list.newest') },
        ]}
      />
    </search>
  );
}
