import { NativeSelect } from '@mantine/core';
import { useTheDesk } from '../desk/use-desk.js';
import { useSay } from '../say.js';
import { ordersOf, usualOrder } from '../state/place.js';
import { FilterChips } from './filter-chips.js';
import { FilterMenu } from './filter-menu.js';
import classes from './queue.module.css';
import { SearchBox } from './search-box.js';

/** What the list shows and in which order. */
export function Filters() {
  const say = useSay();
  const { place, go } = useTheDesk();
  return (
    <search className={classes.filters}>
      <SearchBox />
      <FilterMenu />
      <NativeSelect
        size="xs"
        aria-label={say('list.order')}
        value={place.order}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          go({ order: ordersOf(place.queue).find((order) => order === chosen) ?? usualOrder(place.queue) });
        }}
        data={ordersOf(place.queue).map((order) => ({ value: order, label: say(`list.${order}`) }))}
      />
      <FilterChips />
    </search>
  );
}
