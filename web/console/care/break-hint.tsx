import { CloseButton } from '@mantine/core';
import { useSay } from '../say.js';
import classes from './break-hint.module.css';
import { dismissBreak, useBreakDue } from './exposure.js';

/** A quiet word when somebody has decided, or read hard texts, for long; nothing waits for an answer. */
export function BreakHint({ on }: { on: boolean }) {
  const say = useSay();
  const due = useBreakDue();
  return (
    <div role="status">
      {on && due !== null && (
        <div className={classes.hint}>
          <span>{say(due === 'long' ? 'care.breakLong' : 'care.breakSevere')}</span>
          <CloseButton aria-label={say('care.dismiss')} onClick={dismissBreak} />
        </div>
      )}
    </div>
  );
}
