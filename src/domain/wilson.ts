/** A share of few cases, and between what bounds the true one lies. */
export interface Rate {
  /** From 0 to 1. */
  value: number;
  low: number;
  high: number;
  /** Cases it was seen in. */
  of: number;
}

/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const Z = 1.959_964;

/** `hits` of `of` cases with the 95 % interval of Wilson's score (JASA 22, 1927); null without a case. */
export function wilson(hits: number, of: number): Rate | null {
  if (of === 0) return null;
  const share = hits / of;
  const middle = share + Z ** 2 / (2 * of);
  const reach = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  const within = (bound: number) => Math.min(1, Math.max(0, bound / scale));
  return { value: share, low: within(middle - reach), high: within(middle + reach), of };
}
