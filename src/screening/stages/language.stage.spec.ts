import { aContext } from '../../../test/support/a.js';
import { languageStage } from './language.stage.js';

const ENGLISH = 'The mayor should resign.';
const JAPANESE = '市長は辞めるべきだ。';

describe('the language of a text', () => {
  it.each([
    [ENGLISH, 'en', true],
    [ENGLISH, 'ja', false],
    [JAPANESE, 'ja', true],
    [JAPANESE, 'en', false],
    ['Мэр должен уйти', 'en', false],
    ['👍', 'ja', true],
    ['OK', 'ja', true],
  ] as const)('%s on a page in %s fits: %s', async (body, pageLanguage, fits) => {
    expect(await languageStage.run(aContext({ submission: { body }, pageLanguage }))).toMatchObject([
      { kind: 'language', score: fits ? 0 : 1, evidence: { page: pageLanguage, fits } },
    ]);
  });

  it('fits or not is unknown where the language of the page is', async () => {
    const [signal] = await languageStage.run(aContext({ submission: { body: ENGLISH }, pageLanguage: null }));
    expect(signal).toMatchObject({ score: 0, evidence: { language: 'en', script: 'latin' } });
    expect(signal?.evidence).not.toHaveProperty('fits');
  });

  it('is that of what readers see', async () => {
    const body = '<a href="/an/address/of/latin/letters" title="a title">&#24066;&#38263;は</a>';
    expect(await languageStage.run(aContext({ submission: { body } }))).toMatchObject([
      { evidence: { language: 'ja', shares: { latin: 0 } } },
    ]);
  });
});
