import { faultsOf, tokenOf } from './setup-form.js';

const filled = { name: 'Yuki', email: 'yuki@example.org', password: 'twelve chars' };

describe('set-up form', () => {
  it('takes the token from the hash', () => {
    expect(tokenOf('#token=a%2Bb')).toBe('a+b');
    expect(tokenOf('#')).toBe('');
    expect(tokenOf('')).toBe('');
  });

  it('finds nothing wrong with a filled-in form', () => {
    expect(faultsOf(filled)).toEqual({});
  });

  it('names each field that is wrong', () => {
    expect(faultsOf({ name: ' ', email: '', password: 'short' })).toEqual({
      name: 'empty',
      email: 'empty',
      password: { missing: 7 },
    });
  });

  it('counts characters as people do', () => {
    expect(faultsOf({ ...filled, password: '👨‍👩‍👧‍👦'.repeat(11) })).toEqual({ password: { missing: 1 } });
    expect(faultsOf({ ...filled, password: 'あ'.repeat(12) })).toEqual({});
  });
});
