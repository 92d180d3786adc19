import type { ReviewItem } from '../../../src/contract/review-api.js';
import { useTheDesk } from '../desk/use-desk.js';
import { useStateName } from '../item/state-name.js';
import { useReportedWhy } from '../item/reported-why.js';
import { useSay } from '../say.js';
import classes from './queue.module.css';

interface RowWhyProps {
  item: ReviewItem;
  /** It is in another queue by now. */
  elsewhere: boolean;
}

/** Why a row is here and where it is: who decided it just now, who has it on screen, else why it was held. */
export function RowWhy({ item, elsewhere }: RowWhyProps) {
  const say = useSay();
  const stateName = useStateName();
  const reportedWhy = useReportedWhy();
  const { changes, leases } = useTheDesk();
  const change = changes.get(item.id);
  const holder = leases.others.get(item.id);
  if (
    change !== undefined &&
    change.state === item.state &&
    change.state !== 'received' &&
    change.state !== 'withdrawn'
  )
    return <span className={classes.state}>{say(`changed.${change.state}`, { name: change.by })}</span>;
  if (holder !== undefined && !elsewhere)
    return <span className={classes.state}>{say('lease.other', { name: holder })}</span>;
  const [flag] = item.flags;
  const why =
    flag === undefined
      ? (reportedWhy(item) ?? item.because[0] ?? item.thread.title)
      : say(`flag.${flag.kind}`, { name: flag.by });
  return (
    <>
      {elsewhere && <span className={classes.state}>{stateName(item)} </span>}
      {item.place?.urgent === true && !elsewhere && (
        <span className={classes.urgent}>{say('place.urgent')} </span>
      )}
      {why}
    </>
  );
}
