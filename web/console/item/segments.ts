/** A span that a signal points at: UTF-16 code units of the raw text, end exclusive. */
export interface Pointed {
  start: number;
  end: number;
  /** Which signal points here. */
  signal: number;
}

/** A run of text that the same signals point at. */
export interface Segment {
  start: number;
  text: string;
  signals: number[];
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Moves a cut out of the middle of a surrogate pair, so that no half character is ever drawn. */
function wholeCharacter(text: string, at: number, outwards: -1 | 1): number {
  const inside = at > 0 && at < text.length && isLowSurrogate(text.charCodeAt(at));
  return inside ? at + outwards : at;
}

/**
 * Cuts a text where spans begin and end. Spans may overlap and may be out of range (they are clipped, empty ones
 * dropped). The segments put together are the text.
 */
export function segmentsOf(text: string, spans: readonly Pointed[]): Segment[] {
  const clipped = spans
    .map(({ start, end, signal }) => ({
      start: wholeCharacter(text, Math.max(0, start), -1),
      end: wholeCharacter(text, Math.min(text.length, end), 1),
      signal,
    }))
    .filter(({ start, end }) => start < end);
  const cuts = new Set([0, text.length, ...clipped.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...cuts].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] ?? text.length;
    const here = clipped.filter((span) => span.start <= start && span.end >= end).map((span) => span.signal);
    return { start, text: text.slice(start, end), signals: [...new Set(here)] };
  });
}
