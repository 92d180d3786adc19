/** Agreement beyond chance, with the bounds of its 95 % interval. */
export interface Kappa {
  /** From -1 to 1; 0 is what chance alone would give. */
  value: number;
  low: number;
  high: number;
}

/** How often two judgements met: `[first][second]`. */
export type Square = readonly (readonly number[])[];

/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const Z = 1.959_964;

/**
 * Cohen's kappa of pairs of judgements, with his large-sample interval (Educational and Psychological Measurement 20, 1960).
 * @returns null without a pair, and where chance alone would make every pair agree.
 */
export function cohensKappa(pairs: Square): Kappa | null {
  const of = sum(pairs.map(sum));
  if (of === 0) return null;
  const agreed = sum(pairs.map((row, index) => row[index] ?? 0)) / of;
  const byChance = sum(
    pairs.map((row, index) => (sum(row) / of) * (sum(pairs.map((other) => other[index] ?? 0)) / of)),
  );
  if (byChance >= 1) return null;
  const value = (agreed - byChance) / (1 - byChance);
  const reach = Z * Math.sqrt((agreed * (1 - agreed)) / (of * (1 - byChance) ** 2));
  return { value, low: Math.max(-1, value - reach), high: Math.min(1, value + reach) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
