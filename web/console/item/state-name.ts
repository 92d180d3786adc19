import type { ReviewItem } from '../../../src/contract/review-api.js';
import { isRejectReason } from '../keys/keys.js';
import { isMessageKey } from '../messages.js';
import { useSay } from '../say.js';

/** Says a reason: a person's by its name in the menu, a rule of the machine by its own; one unknown here as it is. */
export function useReasonName() {
  const say = useSay();
  return (reason: string, by: 'person' | 'machine'): string => {
    if (by === 'person' && isRejectReason(reason)) return say(`reason.${reason}`);
    const key = `rule.${reason}`;
    return isMessageKey(key) ? say(key) : reason;
  };
}

/** Says where a submission stands, a rejection with its reason. */
export function useStateName() {
  const say = useSay();
  const reasonName = useReasonName();
  return ({ state, reason }: Pick<ReviewItem, 'state' | 'reason'>): string => {
    if (state !== 'rejected' || reason === null) return say(`state.${state}`);
    if (reason === 'spam') return say('state.spam');
    const name = reasonName(reason, isRejectReason(reason) ? 'person' : 'machine');
    return say('state.because', { state: say('state.rejected'), reason: name });
  };
}
