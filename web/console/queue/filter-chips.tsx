import { CloseButton } from '@mantine/core';
import { useTheDesk } from '../desk/use-desk.js';
import { useSay } from '../say.js';
import { FILTERS } from '../state/place.js';
import { useFilterWords } from './filter-words.js';
import classes from './queue.module.css';

/** The filters in force, each with a way to take it off. The search has its own field. */
export function FilterChips() {
  const say = useSay();
  const { place, go } = useTheDesk();
  const words = useFilterWords();
  const active = FILTERS.filter((name) => name !== 'q' && place[name] !== '');
  if (active.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={say('filter.active')}>
      {active.map((name) => {
        const text = words(name, place[name]);
        return (
          <li key={name} className={classes.chip}>
            <span>{text}</span>
            <CloseButton
              size="xs"
              aria-label={say('filter.remove', { filter: text })}
              onClick={() => go({ [name]: '' })}
            />
          </li>
        );
      })}
    </ul>
  );
}
