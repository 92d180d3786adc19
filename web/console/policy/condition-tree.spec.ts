import fc from 'fast-check';
import type { PolicyVocabulary } from '../../../src/contract/policy-api.js';
import {
  blank,
  converted,
  KINDS,
  kindOf,
  operatorsOf,
  partsOf,
  withFact,
  withParts,
  wordsText,
  wordsValue,
} from './condition-tree.js';
import type { Condition } from './document.js';

const NAMES = { lists: ['words'], patterns: ['phone'] };

const VOCABULARY: PolicyVocabulary = {
  facts: [
    { name: 'links.count', type: 'number', says: '', mayReject: true },
    { name: 'links.domains', type: 'set', says: '', mayReject: true },
    { name: 'mail.missing', type: 'flag', says: '', mayReject: true },
    { name: 'text.characters', type: 'number', says: '', mayReject: true },
  ],
  comparisons: [
    { operator: 'gte', types: ['number'] },
    { operator: 'eq', types: ['number', 'word', 'flag'] },
    { operator: 'intersects', types: ['set'] },
    { operator: 'known', types: ['number', 'word', 'flag', 'set'] },
  ],
  fields: [],
  forms: [],
};

const leaf = fc.oneof(
  fc.constant<Condition>({ signal: 'links.count', gte: 2, known: true }),
  fc.constant<Condition>({ contains: '@words', fields: ['text'], as: ['blanked'] }),
  fc.constant<Condition>({ matches: '@phone' }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((of) => ({ count: { of, gte: 2 } })),
  ),
}));

describe('the builder of conditions', () => {
  it('takes any condition apart and puts the same together', () => {
    const rebuilt = (one: Condition): Condition => withParts(one, partsOf(one).map(rebuilt));
    fc.assert(fc.property(condition, (one) => expect(rebuilt(one)).toEqual(one)));
  });

  it('makes every kind, and knows it again', () => {
    for (const kind of KINDS) expect(kindOf(blank(kind, NAMES))).toBe(kind);
  });

  it('loses no part when groups change their kind', () => {
    fc.assert(
      fc.property(condition, fc.constantFrom('all', 'any', 'count'), (one, kind) => {
        const parts = partsOf(one);
        const made = converted(one, kind, NAMES);
        expect(kindOf(made)).toBe(kind);
        expect(partsOf(made)).toEqual(parts.length === 0 ? [one] : parts);
      }),
    );
    const two: Condition = { any: [{ matches: '@a' }, { matches: '@b' }] };
    expect(converted(two, 'not', NAMES)).toEqual({ not: { all: two.any } });
    expect(converted({ any: [{ matches: '@a' }] }, 'not', NAMES)).toEqual({ not: { matches: '@a' } });
  });

  it('keeps what still fits when another fact is chosen', () => {
    const comparison = { signal: 'links.count', gte: 3, known: true };
    expect(withFact(comparison, 'text.characters', VOCABULARY)).toEqual({
      ...comparison,
      signal: 'text.characters',
    });
    expect(withFact(comparison, 'mail.missing', VOCABULARY)).toEqual({ signal: 'mail.missing', known: true });
    const bare = { signal: 'links.count', gte: 3 };
    expect(withFact(bare, 'mail.missing', VOCABULARY)).toEqual({ signal: 'mail.missing', eq: true });
    expect(operatorsOf(withFact(bare, 'links.domains', VOCABULARY))).toEqual([['intersects', ['example']]]);
  });

  it('reads words as they are written', () => {
    for (const value of ['@trusted', ['a', 'b']]) expect(wordsValue(wordsText(value), 'set')).toEqual(value);
    expect(wordsValue('1, 2', 'number')).toEqual([1, 2]);
    expect(wordsValue(' 一、二 ', 'set')).toEqual(['一', '二']);
  });
});
