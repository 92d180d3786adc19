import { useTheDesk } from '../desk/use-desk.js';
import { useSay } from '../say.js';
import classes from './bulk.module.css';

/** Selects a row; with Shift, everything from the one that was selected last. */
export function RowCheck({ id, name }: { id: string; name: string }) {
  const say = useSay();
  const { bulk, keysOn } = useTheDesk();
  return (
    <input
      type="checkbox"
      data-choose
      className={classes.check}
      checked={bulk.isChosen(id)}
      aria-label={say('bulk.choose', { name })}
      aria-keyshortcuts={keysOn ? 'x' : undefined}
      onChange={({ nativeEvent }) => {
        if (nativeEvent instanceof MouseEvent && nativeEvent.shiftKey) bulk.rangeTo(id);
        else bulk.toggle(id);
      }}
    />
  );
}
