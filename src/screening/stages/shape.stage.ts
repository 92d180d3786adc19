import type { Stage } from '../pipeline/stage.js';
import { evasionsOf } from '../text/evasive-writing.js';
import { visibleView } from '../text/readings.js';
import { shapeOf } from '../text/shape.js';
import { rawRange } from '../text/view.js';

/** Spans that are recorded at most. */
const MAX_SPANS = 20;

/** What the text looks like, whatever it says: alphabets mixed in a word, stacked marks, hidden characters, shouting. */
export const shapeStage: Stage = {
  name: 'shape',
  gives: ['shape'],
  run({ submission: { body } }) {
    const view = visibleView(body);
    const { spans, ...shape } = shapeOf(view.text);
    const evasions = evasionsOf(view.text);
    const oddities = [...shape.oddities, ...evasions.map(({ oddity }) => oddity)].sort();
    const ranges = [...spans, ...evasions.flatMap((evasion) => evasion.ranges)].slice(0, MAX_SPANS);
    const inText = ranges.map(({ start, end }) => ({
      field: 'text' as const,
      ...rawRange(view, start, end),
    }));
    const score = oddities.length === 0 ? 0 : 1;
    return [{ kind: 'shape', score, evidence: { ...shape, oddities, spans: inText } }];
  },
};
