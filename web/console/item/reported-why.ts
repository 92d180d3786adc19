import type { ReviewItem } from '../../../src/contract/review-api.js';
import { useSay } from '../say.js';

/** How many readers reported it and what they say, in one line; null where nothing is reported. */
export function useReportedWhy() {
  const say = useSay();
  return ({ reports }: ReviewItem): string | null => {
    if (reports === null) return null;
    const kinds = reports.kinds.map(({ kind }) => say(`report.${kind}`)).join(say('report.and'));
    return say('report.why', { count: reports.open, kinds });
  };
}
