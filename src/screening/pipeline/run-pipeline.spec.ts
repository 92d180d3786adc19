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
    ['gives a score below 0', () => [repeated(1, -0.1)], 'the score of repeated-text is -0.1'],
    ['gives a score above 1', () => [repeated(1, 2)], 'the score of repeated-text is 2'],
  ])('a stage that %s is a signal, and the others still run', async (_case, run, message) => {
    const stages = [stage('bad', run), stage('good', () => [repeated(3)])];
    expect(await runPipeline(stages, aContext(), 20)).toEqual([
      { kind: 'stage-failed', score: 1, evidence: { stage: 'bad', message } },
      repeated(3),
    ]);
  });

  it('takes scores from 0 to 1, both included', async () => {
    const scores = [repeated(1, 0), repeated(2, 0.5), repeated(3, 1)];
    expect(await runPipeline([stage('bounds', () => scores)], aContext(), 1_000)).toEqual(scores);
  });

  it('keeps the first 300 code units of a failure', async () => {
    const long = stage('long', () => {
      throw new Error('x'.repeat(301));
    });
    expect(await runPipeline([long], aContext(), 1_000)).toMatchObject([
      { evidence: { message: 'x'.repeat(300) } },
    ]);
  });

  it('says what was thrown when it is no error', async () => {
    const odd = stage('odd', () => Promise.reject('a word'));
    expect(await runPipeline([odd], aContext(), 1_000)).toMatchObject([{ evidence: { message: 'a word' } }]);
  });

  it('leaves no timer behind when a stage has answered', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    await runPipeline([stage('quick', () => Promise.resolve([repeated(1)]))], aContext(), 600_000);
    expect(timers()).toBe(before);
  });
});
