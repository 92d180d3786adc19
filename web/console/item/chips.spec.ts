import type { SignalView } from '../../../src/contract/review-api.js';
import { chipsOf } from './chips.js';

const signal = (sentence: string, spans: SignalView['spans'] = []): SignalView => ({
  kind: 'links',
  score: 0.5,
  sentence,
  spans,
});
const span = { field: 'text', start: 0, end: 3 } as const;

describe('chips', () => {
  it('are the sentences alone until the signals are known', () => {
    expect(chipsOf(['It has 3 links.'], []).reasons).toEqual([
      { key: 'reason 0', sentence: 'It has 3 links.', score: null, signal: null, points: false },
    ]);
  });

  it('take score and spans from the signal of the same sentence, and leave the rest apart', () => {
    const { reasons, others } = chipsOf(['Second.'], [signal('First.'), signal('Second.', [span])]);
    expect(reasons).toEqual([{ key: 'reason 0', sentence: 'Second.', score: 0.5, signal: 1, points: true }]);
    expect(others).toEqual([{ key: 'signal 0', sentence: 'First.', score: 0.5, signal: 0, points: false }]);
  });

  it('give two equal sentences a signal each', () => {
    const { reasons, others } = chipsOf(['Same.', 'Same.'], [signal('Same.'), signal('Same.')]);
    expect(reasons.map((chip) => chip.signal)).toEqual([0, 1]);
    expect(others).toEqual([]);
  });

  it('put what was looked for and not found apart', () => {
    const nothing = { ...signal('No links.'), score: 0 };
    const { others, clear } = chipsOf([], [nothing, signal('Something.')]);
    expect(others.map((chip) => chip.sentence)).toEqual(['Something.']);
    expect(clear.map((chip) => chip.sentence)).toEqual(['No links.']);
  });
});
