import type { NearDuplicates } from '../domain/signal.js';
import { foldView } from './text/fold-view.js';
import { likeness, partsOf } from './text/minhash.js';
import { visibleView } from './text/readings.js';
import { remembered } from './text/remembered.js';
import { squashView } from './text/squash-view.js';

/** What is compared of a text, in UTF-16 code units: who sends a book again, sends its beginning again. */
export const COMPARED_LENGTH = 2_000;

/** Likeness from which texts are nearly the same; unrelated ones reach 0.13 on short comments in both languages. */
const SAME = 0.8;

/** Likeness from which texts are similar. */
const SIMILAR = 0.5;

/** Submissions that the evidence names at most. */
const NAMED = 20;

/** No text like it. */
export const NO_DUPLICATES: NearDuplicates = { same: 0, similar: 0, authors: 0, networks: 0, ids: [] };

/** A submission that may be like another. */
export interface Candidate {
  id: string;
  parts: ReadonlySet<string>;
  /** Folded e-mail, or the folded name where there is none. */
  author: string;
  /** Keyed hash of the /24 or /48; null when it is not known (any more). */
  network: string | null;
}

/** The parts of a text that are compared: of its beginning, as readers see it, squashed. Empty for a short text. */
export const comparedParts = remembered((body: string): ReadonlySet<string> =>
  partsOf(squashView(foldView(visibleView(body.slice(0, COMPARED_LENGTH)))).text),
);

/** What of the candidates is like a text with these parts. */
export function nearDuplicatesOf(
  parts: ReadonlySet<string>,
  candidates: readonly Candidate[],
): NearDuplicates {
  const found = candidates
    .map((candidate) => ({ ...candidate, likeness: likeness(parts, candidate.parts) }))
    .filter((candidate) => candidate.likeness >= SIMILAR)
    .sort((one, other) => other.likeness - one.likeness);
  const same = found.filter((candidate) => candidate.likeness >= SAME).length;
  return {
    same,
    similar: found.length - same,
    authors: new Set(found.map(({ author }) => author)).size,
    networks: new Set(found.flatMap(({ network }) => network ?? [])).size,
    ids: found.slice(0, NAMED).map(({ id }) => id),
  };
}
