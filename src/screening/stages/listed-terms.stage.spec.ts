import { aContext } from '../../../test/support/a.js';
import { policySchema } from '../../domain/policy.js';
import { listedTermsStage } from './listed-terms.stage.js';

const LISTS = {
  insults: { language: 'ja', mode: 'folded', terms: ['ばか'] },
  goods: { language: 'en', mode: 'exact', terms: ['casino'] },
};

const hitsIn = async (submission: { body?: string; authorName?: string }, lists: object = LISTS) => {
  const context = aContext({ submission: { body: 'Nothing.', ...submission } });
  const [signal] = await listedTermsStage.run({ ...context, policy: policySchema.parse({ lists }) });
  return signal?.kind === 'listed-terms' ? signal : undefined;
};

describe('terms of the lists', () => {
  it('are found in every field, each with its list and its place as sent', async () => {
    const body = 'なんてﾊﾞｶな';
    const signal = await hitsIn({ body, authorName: 'Casino Royale' });
    expect(signal).toMatchObject({ score: 1 });
    const found = signal?.evidence.hits.map(({ list, term, span }) => ({ list, term, field: span.field }));
    expect(found).toEqual(
      expect.arrayContaining([
        { list: 'insults', term: 'ばか', field: 'text' },
        { list: 'goods', term: 'casino', field: 'name' },
      ]),
    );
    const span = signal?.evidence.hits.find(({ list }) => list === 'insults')?.span;
    expect(body.slice(span?.start, span?.end)).toBe('ﾊﾞｶ');
  });

  it('count once at one place, however they are read, and 50 times at most', async () => {
    expect((await hitsIn({ body: 'casino' }))?.evidence.hits).toHaveLength(1);
    expect((await hitsIn({ body: 'casino '.repeat(80) }))?.evidence.hits).toHaveLength(50);
  });

  it('are none where a policy has no lists', async () => {
    expect(await hitsIn({ body: 'casino' }, {})).toMatchObject({ score: 0, evidence: { hits: [] } });
  });
});
