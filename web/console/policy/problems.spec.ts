import { countAt, problemAt, spotOf } from './problems.js';

const problem = (path: string) => ({ path, fault: 'Too large.', hint: 'Write less.' });

describe('problems of a document', () => {
  it('stand at the field that they are of, and at what surrounds it', () => {
    const problems = [problem('rules[1].then.weight'), problem('lists.a.terms[12].mode')];
    expect(problemAt(problems, 'rules[1].then.weight')).toBe('Too large. Write less.');
    expect(problemAt(problems, 'rules[1]')).toBeDefined();
    expect(problemAt(problems, 'rules[11]')).toBeUndefined();
    expect(problemAt(problems, 'lists.a.terms[1]')).toBeUndefined();
    expect([countAt(problems, 'lists.a'), countAt(problems, 'lists')]).toEqual([1, 1]);
  });

  it.each([
    ['rules[3].when.all[0]', { page: 'rules', open: '3' }],
    ['lists.come-ons.terms[2]', { page: 'lists', open: 'come-ons' }],
    ['rules', { page: 'rules', open: '' }],
    ['thresholds.hold', { page: 'settings', open: '' }],
    ['', { page: 'settings', open: '' }],
  ])('%p is mended at %p', (path, spot) => {
    expect(spotOf(path)).toEqual(spot);
  });
});
