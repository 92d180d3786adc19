import { useThrottledCallback } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ChangedView, QueueCounts, ReviewEvents } from '../../../src/contract/review-api.js';
import { fetchCounts } from '../api/review.js';
import { countsWith, type Decisions, type DecisionsView } from './decisions.js';
import { useShowLeases } from './use-leases.js';

const EVENTS = '/api/v1/review/events';
const POLL_MS = 30_000;
const SETTLE_MS = 200;

/** Least time between two looks at the open item, however often the counts change. */
const LOOK_MS = 2000;

interface EventListeners {
  /** Null: the connection was opened (again). */
  onCounts: (counts: QueueCounts | null) => void;
  onChanged: (changed: readonly ChangedView[]) => void;
}

/** Listens to the server's events. @returns whether the connection is open. */
function useEvents({ onCounts, onChanged }: EventListeners): boolean {
  const showLeases = useShowLeases();
  const [live, setLive] = useState(true);
  const tell = useEffectEvent(onCounts);
  const tellChanged = useEffectEvent(onChanged);
  const tellLeases = useEffectEvent(showLeases);
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
      source.addEventListener('changed', (event: MessageEvent<string>) => {
        tellChanged(JSON.parse(event.data) as ReviewEvents['changed']);
      });
      source.addEventListener('leases', (event: MessageEvent<string>) => {
        tellLeases(JSON.parse(event.data) as ReviewEvents['leases']);
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

interface CountsOf {
  site: string;
  decisions: Decisions;
  view: DecisionsView;
  /** Told what people decided just now. */
  onChanged: EventListeners['onChanged'];
}

/**
 * The counts of the queues: the server's, by event or every 30 s, with this page's own decisions already in them.
 * While a save is under way the server's figure may or may not contain it: such figures are put aside, and one asked
 * for after the last save counts.
 */
export function useCounts({ site, decisions, view, onChanged }: CountsOf) {
  const client = useQueryClient();
  const key = ['counts', site];
  const lookAgain = useThrottledCallback(
    () => void client.invalidateQueries({ queryKey: ['item'], refetchType: 'active' }),
    LOOK_MS,
  );
  const onCounts = (counts: QueueCounts | null) => {
    lookAgain();
    if (decisions.view.moves.length > 0) return;
    if (counts === null || site !== '') void client.invalidateQueries({ queryKey: ['counts'] });
    else client.setQueryData(key, counts);
  };
  const live = useEvents({ onCounts, onChanged });
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
