import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { LeaseView } from '../../../src/contract/review-api.js';
import { postLeases, releaseLeases, type Listing } from '../api/review.js';

/** A third of the time after which a lease ends (src/review/leases/hand-out.ts). */
const HEARTBEAT_MS = 30_000;

/** Who moves quickly through the list asks once. */
const CALM_MS = 250;

const LEASES = ['leases'];

/** Whether somebody looks at this page: who does not gives their work back by letting it end. */
const isWatched = () => document.visibilityState === 'visible' && document.hasFocus();

interface LeasesOf {
  /** Leases are asked for: the queue is the held one, and the person may decide. */
  on: boolean;
  listing: Listing;
  open: string;
  moderatorId: string;
  /** Changes with every decision: then more work is needed. */
  decided: number;
}

/**
 * Keeps what is open and what is next for this person, so that colleagues are handed something else.
 * @returns who else has what on screen, by id, and how to take the open item over.
 */
export function useLeases({ on, listing, open, moderatorId, decided }: LeasesOf) {
  const client = useQueryClient();
  const mine = useRef<readonly string[]>([]);
  const all = useQuery<readonly LeaseView[]>({
    queryKey: LEASES,
    queryFn: () => [],
    initialData: [],
    enabled: false,
  });
  const asked = JSON.stringify(listing);
  const [calm] = useDebouncedValue(`${asked} ${open} ${decided}`, CALM_MS);
  const ask = useEffectEvent(async (takeOver: boolean) => {
    if (!on || (!takeOver && !isWatched())) return;
    try {
      const leases = await postLeases({ listing, keep: mine.current, open, takeOver });
      mine.current = leases.mine;
      client.setQueryData(LEASES, leases.others);
    } catch {
      return; // who has what is a courtesy; the version decides
    }
  });
  useEffect(() => {
    void ask(false);
  }, [calm, on]);
  useEffect(() => {
    const heartbeat = window.setInterval(() => void ask(false), HEARTBEAT_MS);
    const back = () => void ask(false);
    window.addEventListener('focus', back);
    return () => {
      window.clearInterval(heartbeat);
      window.removeEventListener('focus', back);
    };
  }, []);
  useEffect(() => {
    if (!on) return;
    window.addEventListener('pagehide', releaseLeases);
    return () => {
      window.removeEventListener('pagehide', releaseLeases);
      releaseLeases();
    };
  }, [on]);
  const others = useMemo(
    () =>
      new Map(all.data.filter((lease) => lease.moderatorId !== moderatorId).map(({ id, by }) => [id, by])),
    [all.data, moderatorId],
  );
  const takeOver = useCallback(() => void ask(true), []);
  return { others, takeOver };
}

/** Shows what the server says of who has what on screen. */
export function useShowLeases(): (leases: readonly LeaseView[]) => void {
  const client = useQueryClient();
  return useCallback((leases) => void client.setQueryData(LEASES, leases), [client]);
}
