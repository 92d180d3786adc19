import { TEST_KEYS } from '../../test/support/keys.js';
import { seal, unseal } from './seal.js';

const { secondFactor: key, signIn: other } = TEST_KEYS;

describe('a sealed text', () => {
  it('is read with the same key for the same purpose, and looks different each time', () => {
    const [first, second] = [seal(key, 'a', '秘密'), seal(key, 'a', '秘密')];
    expect(first).not.toBe(second);
    expect([unseal(key, 'a', first), unseal(key, 'a', second)]).toEqual(['秘密', '秘密']);
  });

  it('is read in no other way', () => {
    const sealed = seal(key, 'a', 'secret');
    expect(unseal(other, 'a', sealed)).toBeNull();
    expect(unseal(key, 'b', sealed)).toBeNull();
    expect(unseal(key, 'a', `${sealed.slice(0, -2)}AA`)).toBeNull();
    expect(unseal(key, 'a', sealed.slice(0, 20))).toBeNull();
    expect(unseal(key, 'a', '')).toBeNull();
  });
});
