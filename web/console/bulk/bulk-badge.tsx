import { useQuery } from '@tanstack/react-query';
import { fetchBulks } from '../api/bulk.js';
import { useSay } from '../say.js';
import classes from './bulk.module.css';

const LOOK_MS = 30_000;

/** The bulk decisions that one may see, looked at every half minute. */
export function useBulks() {
  return useQuery({
    queryKey: ['bulks'],
    queryFn: ({ signal }) => fetchBulks(signal),
    refetchInterval: LOOK_MS,
  });
}

/** How many bulk decisions wait for one's approval; nothing when none does. */
export function BulkBadge() {
  const say = useSay();
  const count = useBulks().data?.waitingForMe ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge}>
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{say('bulk.waitForMe', { count })}</span>
    </span>
  );
}
