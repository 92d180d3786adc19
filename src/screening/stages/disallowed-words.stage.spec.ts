import { aContext } from '../../../test/support/a.js';
import { disallowedWordsStage } from './disallowed-words.stage.js';

const hitsIn = async (body: string, words: string[]) => {
  const policy = { disallowed_words: words };
  const [signal] = await disallowedWordsStage.run(aContext({ submission: { body }, policy }));
  return signal?.kind === 'disallowed-words' ? signal : undefined;
};

describe('disallowed words', () => {
  it('are found in disguise and inside Japanese, with the place in the text as sent', async () => {
    const body = 'これはｓｐ\u200bａｍです';
    const signal = await hitsIn(body, ['spam']);
    expect(signal?.score).toBe(1);
    const span = signal?.evidence.hits[0]?.span;
    expect(body.slice(span?.start, span?.end)).toBe('ｓｐ\u200bａｍ');
  });

  it('of the other list, or none, are not', async () => {
    const policy = { disallowed_words: [], moderation_words: ['spam'] };
    expect(await disallowedWordsStage.run(aContext({ submission: { body: 'spam' }, policy }))).toEqual([
      { kind: 'disallowed-words', score: 0, evidence: { hits: [] } },
    ]);
  });
});
