import { changesBetween } from './diff.js';
import type { PolicyDocument, Rule } from './document.js';

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  says: { en: id, ja: id },
  when: { contains: '@words' },
  // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
  then: { action: 'hold' },
  ...more,
});

const POLICY: PolicyDocument = {
  lists: { words: { mode: 'fuzzy', terms: ['one', { term: 'two', except: [], aliases: ['ni'] }] } },
  rules: [rule('a'), rule('b')],
  thresholds: { hold: 5, reject: null },
  moderation_words: ['x'],
};

describe('changes between policies', () => {
  it('are none where both say the same, written out or not', () => {
    const written: PolicyDocument = {
      ...POLICY,
      rules: [rule('a', { mode: 'live', sample: 100, limits: {} }), rule('b')],
      lists: {
        words: {
          terms: [
            { term: 'one', except: [], aliases: [] },
            { term: 'two', aliases: ['ni'] },
          ],
        },
      },
    };
    expect(changesBetween(POLICY, written)).toEqual([]);
    expect(changesBetween(written, POLICY)).toEqual([]);
  });

  it('name rules that were added, changed, removed and moved', () => {
    const added = changesBetween(POLICY, { ...POLICY, rules: [rule('a', { mode: 'shadow' }), rule('c')] });
    expect(added).toMatchObject([
      {
        kind: 'rule-changed',
        rule: { id: 'a' },
        fields: [{ field: 'mode', before: 'live', after: 'shadow' }],
      },
      { kind: 'rule-added', rule: { id: 'c' } },
      { kind: 'rule-removed', rule: { id: 'b' } },
    ]);
    expect(changesBetween(POLICY, { ...POLICY, rules: [rule('b'), rule('a')] })).toEqual([
      { kind: 'rules-moved' },
    ]);
  });

  it('name terms that were added, removed and changed, list by list', () => {
    const lists = {
      words: { mode: 'exact' as const, terms: ['three', { term: 'two', aliases: ['zwei'] }] },
      more: { terms: ['four'] },
    };
    expect(changesBetween(POLICY, { ...POLICY, lists })).toEqual([
      {
        kind: 'list-changed',
        list: 'words',
        added: ['three'],
        removed: ['one'],
        changed: ['two'],
        fields: [{ field: 'mode', before: 'fuzzy', after: 'exact' }],
      },
      { kind: 'list-added', list: 'more', terms: 1 },
    ]);
    expect(changesBetween(POLICY, { ...POLICY, lists: {} })).toEqual([
      { kind: 'list-removed', list: 'words', terms: 2 },
    ]);
  });

  it('name thresholds, words and other settings by their fields', () => {
    const after = { ...POLICY, thresholds: { hold: 4, reject: null }, moderation_words: ['y'], max_links: 3 };
    expect(changesBetween(POLICY, after)).toEqual([
      { kind: 'setting-changed', field: 'thresholds.hold', before: 5, after: 4 },
      { kind: 'words-changed', field: 'moderation_words', added: ['y'], removed: ['x'] },
      { kind: 'setting-changed', field: 'max_links', before: undefined, after: 3 },
    ]);
  });
});
