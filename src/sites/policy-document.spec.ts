import { policySchema, STARTING_POLICY } from '../domain/policy.js';
import { policyMessages } from '../messages/policy.messages.js';
import { type PolicyProblem, readPolicyDocument } from './policy-document.js';

function problemsOf(text: string, language: 'en' | 'ja' = 'en'): PolicyProblem[] {
  const result = readPolicyDocument(text, language);
  if (result.ok) throw new Error('the document was accepted');
  return result.problems;
}

describe('a policy document', () => {
  it('is read from YAML, with the starting value for every field it leaves out', () => {
    const result = readPolicyDocument('max_links: 5\nmoderation_words:\n  - 儲かる\n  - casino\n', 'en');
    expect(result).toEqual({
      ok: true,
      policy: { ...STARTING_POLICY, max_links: 5, moderation_words: ['儲かる', 'casino'] },
    });
  });

  it('is read from JSON', () => {
    expect(readPolicyDocument(JSON.stringify(STARTING_POLICY), 'en')).toEqual({
      ok: true,
      policy: STARTING_POLICY,
    });
  });

  it.each([
    ['max_links: two', 'max_links', 1, '"two" is not a number', 'So many links or more are held'],
    ['max_links: 2.5', 'max_links', 1, '2.5 is not a whole number', 'So many links'],
    ['max_links: -1', 'max_links', 1, '-1 is too small; the least is 0', 'So many links'],
    ['mode: fast', 'mode', 1, '"fast" is none of: moderate, policy', '"moderate" holds everything'],
    [
      'previously_approved: yes please',
      'previously_approved',
      1,
      '"yes please" is neither true nor false',
      'true:',
    ],
    ['mode: policy\nrejections:\n  days: 0', 'rejections.days', 3, '0 is too small', 'from 1'],
    ['rejections: 3', 'rejections', 1, '3 is not a group of fields', 'Two fields'],
    ['moderation_words: casino', 'moderation_words', 1, '"casino" is not a list', 'A list of words'],
    [
      'moderation_words:\n  - ok\n  - ""',
      'moderation_words[1]',
      3,
      'A word is empty',
      'A list of words that hold',
    ],
    ['\nmaxlinks: 2', 'maxlinks', 2, 'There is no field "maxlinks"', 'Did you mean "max_links"?'],
    ['colour: red', 'colour', 1, 'There is no field "colour"', 'The fields are: mode, first_held'],
    ['rejections:\n  day: 3', 'rejections.day', 2, 'There is no field "day"', 'Did you mean "days"?'],
    [
      'rejections:\n  weeks: 3',
      'rejections.weeks',
      2,
      'There is no field "weeks"',
      'The fields are: count, days.',
    ],
  ])('%j is refused at its path and line, with a hint', (...row) => {
    const [text, path, line, fault, hint] = row;
    const problems = problemsOf(text);
    expect(problems).toEqual([
      { path, line, fault: expect.stringContaining(fault), hint: expect.stringContaining(hint) },
    ]);
  });

  it('tells every fault at once', () => {
    expect(problemsOf('mode: x\nmax_links: y\ncolor: z').map(({ path }) => path)).toEqual([
      'mode',
      'max_links',
      'color',
    ]);
  });

  it('tells the line of a syntax error', () => {
    const [problem] = problemsOf('mode: policy\nmax_links: [1\n');
    expect(problem).toMatchObject({ path: '', fault: expect.stringContaining('not valid YAML or JSON') });
    expect(problem?.line).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['', 'The document is empty'],
    ['- a\n- b', 'The document is not a list of fields'],
    ['max_links: 1\nmax_links: 2', 'not valid YAML or JSON'],
  ])('%j is refused as a whole', (text, fault) => {
    expect(problemsOf(text)[0]?.fault).toContain(fault);
  });

  it('does not grow without measure by aliases', () => {
    const layers = Array.from({ length: 30 }, (_, n) =>
      n === 0 ? 'a0: &a0 [x, x, x]' : `a${n}: &a${n} [*a${n - 1}, *a${n - 1}, *a${n - 1}]`,
    );
    expect(problemsOf(layers.join('\n'))[0]?.fault).toContain('aliases');
  });

  it('speaks Japanese', () => {
    expect(problemsOf('max_link: 2', 'ja')).toEqual([
      {
        path: 'max_link',
        line: 1,
        fault: '「max_link」という項目はありません',
        hint: '「max_links」のことでしょうか。',
      },
    ]);
  });

  it('has a hint for every field', () => {
    const fields = Object.entries(STARTING_POLICY).flatMap(([name, value]) =>
      typeof value === 'object' && !Array.isArray(value)
        ? [name, ...Object.keys(value).map((inner) => `${name}.${inner}`)]
        : [name],
    );
    expect(Object.keys(policySchema.shape)).toEqual(Object.keys(STARTING_POLICY));
    expect(Object.keys(policyMessages)).toEqual(
      expect.arrayContaining(fields.map((field) => `policy.hint.${field}`)),
    );
  });
});
