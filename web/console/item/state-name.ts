import type { ReviewItem } from '../../../src/contract/review-api.js';
import { isRejectReason } from '../keys.js';
import { useSay } from '../say.js';

/** Says where a submission stands, a rejection with its reason. */
export function useStateName() {
  const say = useSay();
  return ({ state, reason }: Pick<ReviewItem, 'state' | 'reason'>): string => {
    if (state !== 'rejected') return say(`state.${state}`);
    if (reason === 'spam') return say('state.spam');
    return isRejectReason(reason)
      ? `${say('state.rejected')} (${say(`reason.${reason}`)})`
      : say('state.rejected');
  };
}
