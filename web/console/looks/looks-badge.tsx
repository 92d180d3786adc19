import { useQuery } from '@tanstack/react-query';
import { fetchSampleCount } from '../api/samples.js';
import { useSay } from '../say.js';
import classes from './looks.module.css';

const LOOK_MS = 60_000;

/** Where the number of second looks is kept. */
export const COUNT_KEY = ['looks-count'];

/** How many second looks wait for who is signed in; nothing when none does. */
export function LooksBadge() {
  const say = useSay();
  const { data } = useQuery({
    queryKey: COUNT_KEY,
    queryFn: ({ signal }) => fetchSampleCount(signal),
    refetchInterval: LOOK_MS,
  });
  const count = data?.waiting ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge}>
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{say('looks.waiting', { count })}</span>
    </span>
  );
}
