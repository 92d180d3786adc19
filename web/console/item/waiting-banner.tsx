import { Button } from '@mantine/core';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import { useTheDesk } from '../desk/use-desk.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import classes from './item.module.css';

/** Who else has a waiting item on screen, and who passed it on. Nothing when it is nobody's business. */
export function WaitingBanner({ item }: { item: ReviewItem }) {
  const say = useSay();
  const { leases, session } = useTheDesk();
  const holder = item.state === 'held' ? leases.others.get(item.id) : undefined;
  const isLead = session.moderator.role === 'lead' || session.moderator.role === 'admin';
  return (
    <>
      {holder !== undefined && (
        <div className={classes.banner} role="status">
          <span>{say('lease.other', { name: holder })}</span>
          {isLead && (
            <Button size="compact-xs" variant="default" ml="auto" onClick={leases.takeOver}>
              {say('lease.takeOver')}
            </Button>
          )}
        </div>
      )}
      {item.flags.map((flag) => (
        <div key={`${flag.kind} ${flag.at}`} className={classes.banner}>
          <span>
            {say(`flag.${flag.kind}`, { name: flag.by })} · <Ago at={flag.at} />
          </span>
        </div>
      ))}
    </>
  );
}
