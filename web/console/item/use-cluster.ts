import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Cluster, DecisionResult, ManyDecided, ReviewItem } from '../../../src/contract/review-api.js';
import { fetchGuards, postDecisions, postGuard, postGuardEnd } from '../api/item.js';
import { conflictIn, postUndo } from '../api/review.js';
import type { Wish } from '../state/decisions.js';
import { useRefreshItem } from '../state/use-around.js';
import { usePatchListings } from '../state/use-listing.js';

type Recorded = Extract<ManyDecided['results'][number], { kind: 'recorded' }>;

/** What came of one decision for all. */
export interface Outcome {
  recorded: Recorded[];
  /** How many were left alone, and what the first says. */
  conflicts: { count: number; detail: string };
}

function outcomeOf({ results }: ManyDecided): Outcome {
  const left = results.filter((result) => result.kind === 'conflict');
  return {
    recorded: results.filter((result) => result.kind === 'recorded'),
    conflicts: {
      count: results.length - results.filter(({ kind }) => kind === 'recorded').length,
      detail: left[0]?.detail ?? '',
    },
  };
}

/**
 * One decision for all that are held, each by the version on screen, and the way back, one after the other: what a colleague
 * decided since is left alone.
 */
export function useDecideAll(item: ReviewItem, cluster: Cluster | undefined) {
  const refresh = useRefreshItem();
  const patch = usePatchListings();
  const show = ({ id, state, reason, version }: DecisionResult) => patch(id, { state, reason, version });
  const held = (cluster?.items ?? []).filter(({ state }) => state === 'held');
  const deciding = useMutation({
    mutationFn: async (wish: Wish) => {
      const items = held.map(({ id, version }) => ({ id, version }));
      return outcomeOf(await postDecisions({ act: wish.act, reason: wish.reason, items }));
    },
    onSuccess: ({ recorded }) => recorded.forEach(show),
    onSettled: () => refresh(item.id),
  });
  const undoing = useMutation({
    mutationFn: async (recorded: readonly Recorded[]) => {
      let [undone, left] = [0, 0];
      for (const { id, version } of recorded) {
        try {
          show(await postUndo(id, version));
          undone += 1;
        } catch (error) {
          if (conflictIn(error) === undefined) throw error;
          left += 1;
        }
      }
      return { undone, left };
    },
    onSuccess: () => deciding.reset(),
    onSettled: () => refresh(item.id),
  });
  const decideAll = (wish: Wish) => {
    undoing.reset();
    deciding.mutate(wish);
  };
  return { held, deciding, undoing, decideAll };
}

/** The guard that is armed against the item or one like it, and how to arm and end it. */
export function useGuard(item: ReviewItem, cluster: Cluster | undefined) {
  const client = useQueryClient();
  const queryKey = ['guards', item.site.key];
  const again = () => void client.invalidateQueries({ queryKey });
  const guards = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchGuards(item.site.key, signal),
    enabled: cluster !== undefined && cluster.count > 1,
    staleTime: 10_000,
  });
  const ids = new Set([item.id, ...(cluster?.items ?? []).map(({ id }) => id)]);
  const armed = guards.data?.guards.find((guard) => guard.armed && ids.has(guard.submission));
  const arm = useMutation({ mutationFn: () => postGuard(item.id, 60), onSettled: again });
  const end = useMutation({ mutationFn: postGuardEnd, onSettled: again });
  return { armed, arm, end };
}
