import { Button } from '@mantine/core';
import type { HistoryEntry, ReviewItem } from '../../../src/contract/review-api.js';
import { deedOf } from '../desk/use-decisions.js';
import { useTheDesk } from '../desk/use-desk.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { queueOf } from '../state/decisions.js';
import classes from './item.module.css';
import { useStateName } from './state-name.js';

interface StateBannerProps {
  item: ReviewItem;
  /** Empty until it is known: the banner has its place before. */
  history: readonly HistoryEntry[];
}

/** Where a decided item stands and by whom, with the way back. Nothing while it is held. */
export function StateBanner({ item, history }: StateBannerProps) {
  const say = useSay();
  const stateName = useStateName();
  const { canDecide, takeBack } = useTheDesk();
  if (item.state === 'held') return null;
  const last = history.at(-1);
  const who = last?.by.kind === 'person' ? last.by.name : say('item.machine');
  const byPerson = last?.by.kind === 'person' && (last.act === 'approve' || last.act === 'reject');
  return (
    <div className={classes.banner} data-queue={queueOf(item)}>
      <span>
        {stateName(item)}
        {last !== undefined && (
          <>
            {' · '}
            <bdi>{who}</bdi>
            {' · '}
            <Ago at={last.at} />
          </>
        )}
      </span>
      {canDecide && byPerson && (
        <Button size="compact-xs" variant="default" ml="auto" onClick={() => takeBack(deedOf(item, last))}>
          {say('banner.takeBack')}
        </Button>
      )}
    </div>
  );
}
