const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Code units of the longest emoji in use, two people with skin tones and a heart between them, is 15. */
const UNITS_OF_ONE = 16;

/** Intl.Segmenter takes time that grows with the square of its input, so it gets small pieces. */
const PIECE = 256;

/**
 * Whether a text has more characters than `limit`, as people see them: a family emoji is one, a letter with its
 * marks is one. What takes more than 16 code units counts once for each 16 of them, so that heaps of marks do not pass.
 * Takes time in proportion to the text.
 */
export function isLongerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  if (text.length > limit * UNITS_OF_ONE) return true;
  let count = 0;
  for (let start = 0; start < text.length && count <= limit;) {
    const end = endOfPiece(text, start);
    const lengths: number[] = [];
    for (const { segment } of segmenter.segment(text.slice(start, end))) lengths.push(segment.length);
    // The last one may go on in the next piece; it is counted there, unless it fills this piece alone.
    const carried = end < text.length && lengths.length > 1 ? (lengths.pop() ?? 0) : 0;
    for (const length of lengths) count += Math.ceil(length / UNITS_OF_ONE);
    start = end - carried;
  }
  return count > limit;
}

/** A piece never ends between the halves of a character beyond U+FFFF. */
function endOfPiece(text: string, start: number): number {
  const end = Math.min(text.length, start + PIECE);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end + 1 : end;
}
