import { beside, easierOf, successorOf } from './neighbours.js';

const ids = ['a', 'b', 'c'];

describe('neighbours', () => {
  it('moving stops at the ends', () => {
    expect(beside(ids, 'a', 1)).toBe('b');
    expect(beside(ids, 'b', -1)).toBe('a');
    expect(beside(ids, 'c', 1)).toBeUndefined();
    expect(beside(ids, 'a', -1)).toBeUndefined();
    expect(beside(ids, 'x', 1)).toBeUndefined();
  });

  it('hard texts are left out, but for the open one, unless there is nothing else', () => {
    expect(easierOf(ids, 'a', new Set(['a', 'b']))).toEqual(['a', 'c']);
    expect(easierOf(ids, 'a', new Set(ids))).toEqual(ids);
    expect(easierOf(ids, 'x', new Set(['a']))).toEqual(['b', 'c']);
  });

  it('after a decision the next one opens, at the end the one before, from elsewhere the first', () => {
    expect(successorOf(ids, 'a')).toBe('b');
    expect(successorOf(ids, 'c')).toBe('b');
    expect(successorOf(ids, 'x')).toBe('a');
    expect(successorOf(['a'], 'a')).toBeUndefined();
    expect(successorOf([], 'a')).toBeUndefined();
  });
});
