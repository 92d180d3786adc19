import { aContext } from '../../../test/support/a.js';
import type { Signal } from '../../domain/signal.js';
import { runPipeline } from './run-pipeline.js';
import type { Stage } from './stage.js';

const repeated = (count: number, score = 1): Signal => ({
  kind: 'repeated-text',
  score,
  evidence: { count },
});

const stage = (name: string, run: Stage['run']): Stage => ({ name, gives: ['repeated-text'], run });

describe('runPipeline', () => {
  it('keeps the order of the stages, whether they wait or not', async () => {
    const slow = stage('slow', () => new Promise((resolve) => setImmediate(() => resolve([repeated(1)]))));
    const quick = stage('quick', () => [repeated(2)]);
    expect(await runPipeline([slow, quick], aContext(), 1_000)).toEqual([repeated(1), repeated(2)]);
  });

  it.each<[string, Stage['run'], string]>([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'boom',
    ],
    ['rejects', () => Promise.reject(new Error('boom')), 'boom'],
    ['never answers', () => new Promise(() => undefined), 'no answer within 20 ms'],
    ['gives a score that is none', () => [repeated(1, Number.NaN)], 'the score of repeated-text is NaN'],
    ['gives a score above 1', () => [repeated(1, 2)], 'the score of repeated-text is 2'],
  ])('a stage that %s is a signal, and the others still run', async (_case, run, message) => {
    const stages = [stage('bad', run), stage('good', () => [repeated(3)])];
    expect(await runPipeline(stages, aContext(), 20)).toEqual([
      { kind: 'stage-failed', score: 1, evidence: { stage: 'bad', message } },
      repeated(3),
    ]);
  });
});
