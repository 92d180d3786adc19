import type { Span } from '../../domain/signal.js';
import type { Stage } from '../pipeline/stage.js';
import { visibleView } from '../text/readings.js';
import { rawRange, rawView, type View } from '../text/view.js';
import { widthView } from '../text/width-view.js';
import { PROMPT_PATTERNS } from './prompt-patterns.js';

/** Places that are recorded at most. */
const MAX_SPANS = 20;

/** Patterns whose gaps are bounded, so that they take linear time without RE2, at a hundredth of its cost. */
const PATTERNS = PROMPT_PATTERNS.map((pattern) => new RegExp(pattern, 'imu'));

/**
 * Places where the text talks to a machine that reads it: orders to a language model, marks of conversations, answers
 * put into its mouth (OWASP LLM01, prompt injection). A hint, no proof: it may hold and never rejects.
 */
export const promptLikeStage: Stage = {
  name: 'prompt-like',
  gives: ['prompt-like'],
  run({ submission: { body } }) {
    const visible = visibleView(body);
    // Readers see no marks of HTML; a model that is sent the text does.
    const views = visible.text === body ? [visible] : [visible, rawView(body)];
    const spans = views.flatMap((view) => spansIn(widthView(view)));
    return [
      {
        kind: 'prompt-like',
        score: spans.length > 0 ? 1 : 0,
        evidence: { spans: once(spans).slice(0, MAX_SPANS) },
      },
    ];
  },
};

function spansIn(view: View): Span[] {
  return PATTERNS.flatMap((pattern): Span[] => {
    const found = pattern.exec(view.text);
    return found === null
      ? []
      : [{ field: 'text', ...rawRange(view, found.index, found.index + found[0].length) }];
  });
}

/** In order, and none twice. */
function once(spans: readonly Span[]): Span[] {
  const byPlace = new Map(spans.map((span) => [`${span.start} ${span.end}`, span]));
  return [...byPlace.values()].sort((one, other) => one.start - other.start || one.end - other.end);
}
