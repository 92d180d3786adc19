/** Values of a signature: with 64 of them the estimate of likeness is wrong by 0.06 (one standard deviation). */
const SIZE = 64;

/** Rows of one band: two texts that are 0.5 alike share one of 16 bands in 64 of 100 cases, 0.8 alike in all but one of 5,000. */
const ROWS = 4;

/** Shorter texts have too few parts to be compared: they are alike only when they are the same. */
const SHORTEST = 8;

const PART = 3;

/** Starting values of the 64 hashes; any will do, as long as they never change. */
const SEEDS = Int32Array.from({ length: SIZE }, (_, index) => mixed(0x9e3779b9 * (index + 1)));

/**
 * Every run of three characters of a squashed text.
 * @returns empty for a text of fewer than 8 characters.
 */
export function partsOf(squashed: string): Set<string> {
  const letters = Array.from(squashed);
  const parts = new Set<string>();
  if (letters.length < SHORTEST) return parts;
  for (let at = 0; at + PART <= letters.length; at++) parts.add(letters.slice(at, at + PART).join(''));
  return parts;
}

/**
 * Hashes of the 16 bands of a MinHash signature, as PostgreSQL's integer (signed, 32 bits). Texts that are much alike have one
 * in common; texts that have none are hardly alike (Broder 1997; Leskovec, Rajaraman, Ullman, chapter 3).
 * @returns empty for no parts.
 */
export function bandsOf(parts: ReadonlySet<string>): number[] {
  if (parts.size === 0) return [];
  const least = new Int32Array(SIZE).fill(0x7fffffff);
  for (const part of parts) {
    const hash = hashOf(part);
    for (let index = 0; index < SIZE; index++) {
      const value = mixed(hash ^ (SEEDS[index] ?? 0));
      if (value < (least[index] ?? 0)) least[index] = value;
    }
  }
  return Array.from({ length: SIZE / ROWS }, (_, band) => {
    let hash = band;
    for (let row = 0; row < ROWS; row++) hash = mixed(Math.imul(hash, 31) ^ (least[band * ROWS + row] ?? 0));
    return hash;
  });
}

/** Share of the parts of two texts that both have, from 0 to 1 (Jaccard). */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let both = 0;
  for (const part of small) if (large.has(part)) both += 1;
  const all = one.size + other.size - both;
  return all === 0 ? 0 : both / all;
}

/** FNV-1a over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** Finalizer of MurmurHash3 (public domain). */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
