import { exactNetwork, wideNetwork } from './client-address.js';

describe('networks of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9/32', '203.0.113.0/24'],
    ['::ffff:203.0.113.9', '203.0.113.9/32', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ])('%s is one reader as %s and one network as %s', (address, exact, wide) => {
    expect(exactNetwork(address)).toBe(exact);
    expect(wideNetwork(address)).toBe(wide);
  });
});
