import fc from 'fast-check';
import { WordIndex } from './word-index.js';

describe('WordIndex', () => {
  it('finds what looking for each word alone finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'か'), minLength: 1, maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'か', 'c'), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), text, (words, where) => {
        const expected = new Set<string>();
        for (const listed of words) {
          for (let at = where.indexOf(listed); at !== -1; at = where.indexOf(listed, at + 1)) {
            expected.add(`${listed}@${at}`);
          }
        }
        const found = new WordIndex(words).find(where, 10_000).map((hit) => `${hit.word}@${hit.start}`);
        expect(found.toSorted()).toEqual([...expected].toSorted());
      }),
      { numRuns: 500 },
    );
  });

  it('is empty without words, and with words that fold to nothing', () => {
    expect(new WordIndex([]).empty).toBe(true);
    expect(new WordIndex(['\u200b', ' ']).empty).toBe(true);
    expect(new WordIndex(['a']).empty).toBe(false);
  });
});
