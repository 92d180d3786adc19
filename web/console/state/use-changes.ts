import { useCallback, useState } from 'react';
import type { ChangedView } from '../../../src/contract/review-api.js';
import { usePatchListings } from './use-listing.js';

/** What colleagues decided while this page was open, by id; the lists show it in place. */
export function useChanges(moderatorId: string) {
  const patch = usePatchListings();
  const [changes, setChanges] = useState<ReadonlyMap<string, ChangedView>>(new Map());
  const onChanged = useCallback(
    (changed: readonly ChangedView[]) => {
      const others = changed.filter((one) => one.moderatorId !== moderatorId);
      // The version stays what was on screen: who decides on it is told who was faster.
      for (const { id, state, reason } of others) patch(id, { state, reason, reports: null });
      if (others.length > 0)
        setChanges((known) => new Map([...known, ...others.map((one) => [one.id, one] as const)]));
    },
    [patch, moderatorId],
  );
  return { changes, onChanged };
}
