import { foundTerms, newTerms, packedTerm, wholeTerm } from './terms.js';

describe('terms of a list', () => {
  it('are written as short as they can be', () => {
    for (const term of ['a', { term: 'b', mode: 'exact' as const, except: [], aliases: ['c'] }])
      expect(packedTerm(wholeTerm(term))).toEqual(term);
    expect(packedTerm(wholeTerm({ term: 'a', except: [], aliases: [] }))).toBe('a');
  });

  it('are pasted one a line, each once, those that are there left out', () => {
    expect(newTerms(['a', { term: 'b' }], ' a \nc\n\nc\r\nb')).toEqual({ added: ['c'], known: 2 });
  });

  it('are found by any part of them, whatever width and case', () => {
    const terms = ['Casino', { term: 'アホ', aliases: ['阿呆'], except: ['アホウドリ'] }];
    expect(foundTerms(terms, '')).toEqual([0, 1]);
    expect(foundTerms(terms, 'ｃａｓ')).toEqual([0]);
    expect(foundTerms(terms, 'ウドリ')).toEqual([1]);
    expect(foundTerms(terms, '阿')).toEqual([1]);
  });
});
