import { policySchema, PLAIN_POLICY } from '../domain/policy.js';
import { policyMessages } from '../messages/policy.messages.js';
import { type PolicyProblem, readPolicyDocument } from './policy-document.js';

function problemsOf(text: string, language: 'en' | 'ja' = 'en'): PolicyProblem[] {
  const result = readPolicyDocument(text, language);
  if (result.ok) throw new Error('the document was accepted');
  return result.problems;
}

const RULE = `rules:
  - id: a
    says: { en: A, ja: A }
    when: { signal: links.count, gte: 1 }
    then:
`;

describe('a policy document', () => {
  it('is read from YAML, with the starting value for every field it leaves out', () => {
    const result = readPolicyDocument('max_links: 5\nmoderation_words:\n  - 儲かる\n  - casino\n', 'en');
    expect(result).toEqual({
      ok: true,
      policy: { ...PLAIN_POLICY, max_links: 5, moderation_words: ['儲かる', 'casino'] },
    });
  });

  it('is read from JSON', () => {
    expect(readPolicyDocument(JSON.stringify(PLAIN_POLICY), 'en')).toEqual({
      ok: true,
      policy: PLAIN_POLICY,
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
    [
      'groups:\n  a:\n    roof: 3\n    cap: 4',
      'groups.a.roof',
      3,
      'There is no field "roof"',
      'The fields are: cap.',
    ],
    [
      `${RULE}      colour: red\n      weight: 1`,
      'rules[0].then.colour',
      6,
      'There is no field "colour"',
      'The fields are: action, weight',
    ],
    [
      `${RULE}      weigth: 1\n      action: hold`,
      'rules[0].then.weigth',
      6,
      'There is no field',
      'Did you mean "weight"?',
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
    const fields = Object.entries(PLAIN_POLICY).flatMap(([name, value]) =>
      typeof value === 'object' && !Array.isArray(value)
        ? [name, ...Object.keys(value).map((inner) => `${name}.${inner}`)]
        : [name],
    );
    expect(Object.keys(policySchema.shape)).toEqual(Object.keys(PLAIN_POLICY));
    expect(Object.keys(policyMessages)).toEqual(
      expect.arrayContaining(fields.map((field) => `policy.hint.${field}`)),
    );
  });
});

/** A policy with one rule whose condition is on line 4. */
const withRule = (when: string, rest = 'then: {action: hold}') =>
  `rules:\n  - id: one\n    says: {en: One, ja: 一}\n    when: ${when}\n    ${rest}\nlists:\n  bad: {terms: [idiot]}\n`;

describe('rules, lists and patterns of a policy document', () => {
  it.each([
    ['{signal: links.count, gte: 2}'],
    ['{all: [{contains: "@bad"}, {not: {signal: thread.closed, eq: true}}]}'],
    ['{count: {of: [{contains: "@bad"}, {signal: links.count, gt: 0}], gte: 2}}'],
  ])('%s is a condition', (when) => {
    expect(readPolicyDocument(withRule(when), 'en')).toMatchObject({ ok: true });
  });

  it.each([
    ['{signal: links.cuont, gte: 2}', 'rules[0].when.signal', '"links.cuont" is none of: text.characters'],
    ['{signal: links.count}', 'rules[0].when', 'asks nothing of it'],
    ['{signal: links.count, gte: many}', 'rules[0].when.gte', '"many" is not a number'],
    ['{signal: thread.closed, gte: 2}', 'rules[0].when.gte', 'cannot be compared with 2'],
    ['{signal: links.count, gte: 1, above: 2}', 'rules[0].when.above', 'There is no field "above"'],
    ['{contains: "@worse"}', 'rules[0].when.contains', 'There is no list "@worse"'],
    ['{signal: links.domains, subset_of: "@worse"}', 'rules[0].when.subset_of', 'There is no list "@worse"'],
    ['{contains: bad}', 'rules[0].when.contains', '"bad" is no name'],
    ['{matches: "@phone"}', 'rules[0].when.matches', 'There is no pattern "@phone"'],
    [
      '{all: [{contains: "@bad"}, {not: {contains: "@worse"}}]}',
      'rules[0].when.all[1].not.contains',
      'There is no list "@worse"',
    ],
    ['links > 2', 'rules[0].when', '"links > 2" is no condition'],
    ['{}', 'rules[0].when', '{} is no condition'],
    [
      `${'{not: '.repeat(8)}{contains: "@bad"}${'}'.repeat(8)}`,
      'rules[0].when',
      'Conditions are nested deeper than 8',
    ],
  ])('%s is none, at %s', (when, path, fault) => {
    const problems = problemsOf(withRule(when));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      path,
      fault: expect.stringContaining(fault),
      hint: expect.stringContaining('A condition has one of these fields'),
    });
  });

  it.each([
    [withRule('{contains: "@bad"}', 'then: {}'), 'rules[0].then', 'The rule does nothing'],
    [
      withRule('{contains: "@bad"}', 'then: {weight: 2, group: links}'),
      'rules[0].then.group',
      'There is no group "links"',
    ],
    [
      withRule('{contains: "@bad"}').replace(
        'rules:',
        'rules:\n  - {id: one, says: {en: E, ja: J}, when: {contains: "@bad"}, then: {weight: 1}}',
      ),
      'rules[1].id',
      'Another rule has the id "one"',
    ],
    ['patterns: {phone: "("}', 'patterns.phone', '"(" is no regular expression'],
    ['patterns: {phone: {regex: "(?=a)"}}', 'patterns.phone.regex', 'looks around'],
    ['patterns: {Phone: "a"}', 'patterns.Phone', '"Phone" is no name'],
    ['lists: {bad: {terms: [{term: ""}]}}', 'lists.bad.terms[0].term', 'A word is empty'],
    ['lists: {bad: {mode: loose}}', 'lists.bad.mode', '"loose" is none of: exact, inside, folded, fuzzy'],
    ['thresholds: {hold: high}', 'thresholds.hold', '"high" is not a number'],
  ])('%j is refused at %s', (text, path, fault) => {
    expect(problemsOf(text)).toMatchObject([{ path, fault: expect.stringContaining(fault) }]);
  });
});
