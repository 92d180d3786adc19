import { Button, Checkbox, CloseButton } from '@mantine/core';
import { useTheDesk } from '../desk/use-desk.js';
import { useSay, useSpeech } from '../say.js';
import { BulkDialog } from './bulk-dialog.js';
import classes from './bulk.module.css';
import { BulkStatus } from './bulk-status.js';

/** The offer to select all that the filters find, once everything on screen is selected. */
function All() {
  const { say, locale } = useSpeech();
  const { bulk } = useTheDesk();
  const { matching } = bulk;
  if (bulk.selection.all !== null) return <p className={classes.hint}>{say('bulk.allChosen')}</p>;
  if (matching === undefined || matching.count <= bulk.size) return null;
  const count = new Intl.NumberFormat(locale).format(matching.count);
  if (matching.more) return <p className={classes.hint}>{say('bulk.tooMany', { count })}</p>;
  return (
    <Button size="compact-sm" variant="subtle" onClick={() => bulk.chooseAll(matching.count)}>
      {say('bulk.chooseAll', { count })}
    </Button>
  );
}

function Chosen() {
  const say = useSay();
  const { bulk, items, place } = useTheDesk();
  const approve = place.queue === 'reported' ? 'keep' : 'approve';
  const { size, isWholePage, selection } = bulk;
  const whole = isWholePage || selection.all !== null;
  return (
    <div className={classes.chosen} role="group" aria-label={say('bulk.label')}>
      <div className={classes.line}>
        <Checkbox
          size="xs"
          checked={whole}
          indeterminate={!whole}
          label={say('bulk.chosen', { count: size })}
          aria-label={say('bulk.choosePage', { count: items.length })}
          data-choose
          onChange={() => (whole ? bulk.clear() : bulk.choosePage())}
        />
        <CloseButton size="sm" className={classes.end} aria-label={say('bulk.clear')} onClick={bulk.clear} />
      </div>
      <All />
      <div className={classes.line}>
        {(['approve', 'reject', 'spam'] as const)
          .filter((act) => bulk.may(act))
          .map((act) => (
            <Button key={act} size="compact-sm" variant="default" onClick={() => bulk.ask(act)}>
              {say(act === 'reject' ? 'bulk.act.reject' : `decide.${act === 'approve' ? approve : act}`)}
            </Button>
          ))}
      </div>
    </div>
  );
}

/** Above the list: what is selected and what can be done with it, and what became of the last bulk decision. */
export function BulkBar() {
  const say = useSay();
  const { bulk } = useTheDesk();
  const { job } = bulk.job;
  return (
    <>
      <p className="visually-hidden" role="status">
        {bulk.size > 0 ? say('bulk.chosen', { count: bulk.size }) : ''}
      </p>
      {bulk.size > 0 && <Chosen />}
      {job !== undefined && <BulkStatus job={job} />}
      {bulk.asked !== null && <BulkDialog key={bulk.asked} act={bulk.asked} />}
    </>
  );
}
