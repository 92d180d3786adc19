import { visibleView } from './readings.js';
import { viewsOf } from './term-index.js';

/** A text as the machine reads it, for people who try a policy. */
export interface ShownViews {
  /** As readers see it: without tags and character references. */
  visible: string;
  /** Width, case, accents and the kind of kana made alike. */
  folded: string;
  /** Without what stands between letters. */
  squashed: string;
  /** Look-alikes as the letters they stand for. */
  skeleton: string;
}

/** Every view of a text. */
export function showViews(text: string): ShownViews {
  const visible = visibleView(text);
  const { folded, squashed, skeleton } = viewsOf(visible);
  return {
    visible: visible.text,
    folded: folded.text,
    squashed: squashed.text,
    skeleton: skeleton.text,
  };
}
