/**
 * Hashes that two texts must share to count as much alike: of the 16 of each, texts with a likeness of 0.8 share 6.5, of 0.5
 * one, unrelated ones none (screening/text/minhash.ts).
 */
export const SHARED_BANDS = 2;
