import { remembered } from './remembered.js';

function counted() {
  let made = 0;
  const ask = remembered((text) => {
    made += 1;
    return { text };
  });
  return { ask, made: () => made };
}

describe('what is made of a text', () => {
  it('is made once for texts of ordinary length', () => {
    const { ask, made } = counted();
    expect(ask('a')).toBe(ask('a'));
    expect(ask('b')).toEqual({ text: 'b' });
    expect(made()).toBe(2);
  });

  it('is made anew when many others came between, and for a long text', () => {
    const { ask, made } = counted();
    ask('first');
    for (let n = 0; n < 256; n++) ask(String(n));
    ask('first');
    expect(made()).toBe(258);
    const long = 'x'.repeat(4_001);
    expect([ask(long), ask(long)]).toEqual([{ text: long }, { text: long }]);
    expect(made()).toBe(260);
  });
});
