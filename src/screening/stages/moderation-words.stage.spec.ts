import { aContext } from '../../../test/support/a.js';
import { moderationWordsStage } from './moderation-words.stage.js';

const hitsIn = async (body: string, words: string[]) => {
  const policy = { moderation_words: words };
  const [signal] = await moderationWordsStage.run(aContext({ submission: { body }, policy }));
  return signal?.kind === 'moderation-words' ? signal : undefined;
};

describe('moderation words', () => {
  it('are found in disguise and inside Japanese, with the place in the text as sent', async () => {
    const body = 'これはｓｐ\u200bａｍです';
    const signal = await hitsIn(body, ['spam']);
    expect(signal?.score).toBe(1);
    const span = signal?.evidence.hits[0]?.span;
    expect(body.slice(span?.start, span?.end)).toBe('ｓｐ\u200bａｍ');
  });

  it('of the other list, or none, are not', async () => {
    const policy = { moderation_words: [], disallowed_words: ['spam'] };
    expect(await moderationWordsStage.run(aContext({ submission: { body: 'spam' }, policy }))).toEqual([
      { kind: 'moderation-words', score: 0, evidence: { hits: [] } },
    ]);
  });
});
