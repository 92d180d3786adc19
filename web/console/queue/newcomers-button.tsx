import { Button } from '@mantine/core';
import { useTheDesk } from '../desk/use-desk.js';
import { useSay } from '../say.js';
import classes from './queue.module.css';

/** Says that there is more than the list shows, and lays over it: nothing moves until it is pressed. */
export function NewcomersButton() {
  const say = useSay();
  const { newcomers, place, showNewcomers } = useTheDesk();
  const { count, more } = newcomers;
  const text = count === 0 ? '' : say(more ? 'list.newcomersMany' : 'list.newcomers', { count });
  return (
    <div className={classes.newcomers} data-at={place.order === 'oldest' ? 'end' : 'start'} role="status">
      {count > 0 && (
        <Button size="compact-md" radius="xl" onClick={showNewcomers}>
          {text}
        </Button>
      )}
    </div>
  );
}
