/** Results that are kept: of as many texts as a worker screens at once, and some. */
const KEPT = 256;

/** Longer texts are made anew each time, in UTF-16 units: what is kept stays small. */
const LONGEST = 4_000;

/**
 * Keeps what was last made of texts, for stages that ask the same of one submission one after the other. Results must not be
 * changed.
 * @param make pure.
 */
export function remembered<Result>(make: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const made = make(text);
    for (const oldest of known.keys()) {
      if (known.size < KEPT) break;
      known.delete(oldest);
    }
    known.set(text, made);
    return made;
  };
}
