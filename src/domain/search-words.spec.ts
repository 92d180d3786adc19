import { authorQuery, ruleQuery, searchQuery, searchVector, signalQuery } from './search-words.js';

const item = (body: string, more = {}) =>
  searchVector({
    body,
    authorName: '',
    authorUrl: '',
    emailKey: '',
    rules: [],
    signals: [],
    ...more,
  });

describe('what a submission is found by', () => {
  it('words stand at their places, folded', () => {
    expect(item('The Ｎｉｇｈｔ train')).toBe("'the':1 'night':2 'train':3 'n/'");
  });

  it('Japanese stands in pairs of characters, katakana as hiragana', () => {
    expect(item('夜間バス')).toBe("'夜間':1 '間ば':2 'ばす':3 'す':4 'n/'");
  });

  it('name, hash of the e-mail, rules and signals stand as a whole; no phrase runs from text to name', () => {
    const vector = item('a', {
      authorName: "O'Neil",
      emailKey: 'a@b.c',
      rules: ['insults'],
      signals: ['links'],
    });
    expect(vector).toMatch(/^'a':1 'o':22 'neil':23 'n\/o''neil' 'm\/[0-9a-f]{32}' 'r\/insults' 'k\/links'$/);
  });

  it('is nothing behind the last place that PostgreSQL knows', () => {
    expect(item('字'.repeat(40_000))).toContain("'字':16383");
    expect(item(`${'a '.repeat(40_000)}b`)).not.toContain("'b'");
  });

  it('keeps quotation marks and backslashes out of harm, and survives half characters', () => {
    expect(item('a', { rules: ["'\\"] })).toContain(`'r/''\\\\'`);
    expect(item('a', { rules: ['\ud800'] })).toContain("'r/\ufffd'");
  });
});

describe('a question', () => {
  it.each([
    ['night train', "('night':*) & ('train':*)"],
    ['"night train"', "('night' <1> 'train')"],
    ['night-train', "('night' <1> 'train':*)"],
    ['100%', "('100')"],
    ['夜間', "('夜間')"],
    ['夜間バス', "('夜間' <1> '間ば' <1> 'ばす')"],
    ['夜', "('夜':*)"],
    ['「夜 間」', "('夜':* <1> '間':*)"],
    ['iPhone新型', "('iphone' <1> '新型')"],
    ['新型iPhone', "('新型' <2> 'iphone':*)"],
  ])('%s', (question, query) => {
    expect(searchQuery(question)).toBe(query);
  });

  it('of an e-mail address finds its author, and the address in a text', () => {
    expect(searchQuery('Ann@Example.org')).toMatch(
      /^\('m\/[0-9a-f]{32}' \| \('ann' <1> 'example' <1> 'org':\*\)\)$/,
    );
  });

  it.each(['', '  ', '?!', '""'])('%j asks nothing', (question) => {
    expect(searchQuery(question)).toBeNull();
  });

  it('asks for an author, a rule, a signal', () => {
    expect(authorQuery(' Ann ')).toBe("'n/ann'");
    expect(authorQuery('ANN@example.org')).toBe(searchQuery('ann@example.org')?.slice(1, 37));
    expect(ruleQuery('links')).toBe("'r/links'");
    expect(signalQuery('links')).toBe("'k/links'");
  });
});
