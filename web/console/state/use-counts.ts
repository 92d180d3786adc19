import { useThrottledCallback } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { QueueCounts, ReviewEvents } from '../../../src/contract/review-api.js';
import { fetchCounts } from '../api/review.js';
import { countsWith, type Decisions, type DecisionsView } from './decisions.js';

const EVENTS = '/api/v1/review/events';
const POLL_MS = 30_000;
const SETTLE_MS = 200;

/** Least time between two looks at the open item, however often the counts change. */
const LOOK_MS = 2000;

/** Listens to the server's events; tells `onCounts` of each. @returns whether the connection is open. */
function useEvents(onCounts: (counts: QueueCounts | null) => void): boolean {
  const [live, setLive] = useState(true);
  const tell = useEffectEvent(onCounts);
  useEffect(() => {
    let source: EventSource | undefined;
    let again: number | undefined;
    const connect = () => {
      source = new EventSource(EVENTS);
      source.addEventListener('open', () => {
        setLive(true);
        tell(null);
      });
      source.addEventListener('counts', (event: MessageEvent<string>) => {
        tell(JSON.parse(event.data) as ReviewEvents['counts']);
      });
      source.addEventListener('error', () => {
        setLive(false);
        if (source?.readyState === EventSource.CLOSED) again = window.setTimeout(connect, POLL_MS);
      });
    };
    connect();
    return () => {
      window.clearTimeout(again);
      source?.close();
    };
  }, []);
  return live;
}

/**
 * The counts of the queues: the server's, by event or every 30 s, with this page's own decisions already in them.
 * While a save is under way the server's figure may or may not contain it: such figures are put aside, and one asked
 * for after the last save counts.
 */
export function useCounts(site: string, decisions: Decisions, view: DecisionsView) {
  const client = useQueryClient();
  const key = ['counts', site];
  const lookAgain = useThrottledCallback(
    () => void client.invalidateQueries({ queryKey: ['item'], refetchType: 'active' }),
    LOOK_MS,
  );
  const live = useEvents((counts) => {
    lookAgain();
    if (decisions.view.moves.length > 0) return;
    if (counts === null || site !== '') void client.invalidateQueries({ queryKey: ['counts'] });
    else client.setQueryData(key, counts);
  });
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchCounts(site, signal),
    refetchInterval: live ? false : POLL_MS,
  });
  const recount = useEffectEvent(async () => {
    const counts = await fetchCounts(site).catch(() => undefined); // the next event or poll brings them
    if (decisions.view.saving > 0) return;
    if (counts !== undefined) client.setQueryData(key, counts);
    decisions.counted();
  });
  useEffect(() => {
    if (view.saving > 0 || view.moves.length === 0) return;
    const timer = window.setTimeout(() => void recount(), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [view.saving, view.moves]);
  const counts = query.data === undefined ? undefined : countsWith(query.data, view.moves);
  return { counts, live };
}
