import type { ListedTerm } from '../../domain/policy/lists.js';
import { foldView } from './fold-view.js';
import { skeletonView } from './skeleton-view.js';
import { type SquashedView, squashView } from './squash-view.js';
import { writingsOf } from './term.js';
import { rawView } from './view.js';

/** A term, or a word it does not mean, in one of its writings. */
export interface TermPattern {
  term: ListedTerm;
  exception: boolean;
  alone: boolean;
  openStart: boolean;
  openEnd: boolean;
  /** As folded text. */
  folded: string;
  squashed: SquashedView;
  skeleton: SquashedView;
}

/** A term in all its writings, and the words that only look like it. */
export function patternsOf(term: ListedTerm): TermPattern[] {
  const own = writingsOf(term).map(({ text, alone }) => patternOf(term, text, { exception: false, alone }));
  const except = term.except
    .map((text) => patternOf(term, text, { exception: true, alone: false }))
    .map((pattern) => withoutOwnForms(pattern, own));
  return [...own, ...except].filter(({ folded }) => folded !== '');
}

/** Where an exception squashed is the term squashed (しねぇ and しね), it would hide every hit. */
function withoutOwnForms(exception: TermPattern, own: readonly TermPattern[]): TermPattern {
  const nothing = squashView(rawView(''));
  const isOwn = (view: 'squashed' | 'skeleton') =>
    own.some((pattern) => pattern[view].text === exception[view].text);
  return {
    ...exception,
    squashed: isOwn('squashed') ? nothing : exception.squashed,
    skeleton: isOwn('skeleton') ? nothing : exception.skeleton,
  };
}

function patternOf(
  term: ListedTerm,
  text: string,
  kind: { exception: boolean; alone: boolean },
): TermPattern {
  const bare = text.replace(/^\*+|\*+$/g, '');
  const open = kind.exception || term.mode === 'inside';
  const folded = foldView(rawView(bare)).text.trim();
  const view = rawView(folded);
  return {
    term,
    ...kind,
    openStart: open || text.startsWith('*'),
    openEnd: open || text.endsWith('*'),
    folded,
    squashed: squashView(view),
    skeleton: skeletonView(view),
  };
}
