import { differs } from './differs.js';

describe('whether a reading differs from the text', () => {
  it.each([
    ['Free', 'free', false],
    ['ﾊﾞｶ　です', 'バカ です', false],
    ['v.1.agra', 'viagra', true],
    ['バカ', 'ばか', true],
    ['<b>x</b>', 'x', true],
  ])('%s and %s: %s', (one, other, answer) => {
    expect(differs(one, other)).toBe(answer);
  });
});
