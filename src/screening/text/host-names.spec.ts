import fc from 'fast-check';
import { isInternational, isMixed, TrustedNames } from './host-names.js';
import { domainOf } from './link-hosts.js';

/** As a link has it. */
const hostname = (host: string) => new URL(`http://${host}/`).hostname;

describe('a host', () => {
  it.each([
    ['example.com', false],
    ['日本語.example', true],
    ['www.müller.example', true],
    ['xn--wgv71a.example', true],
    ['faxn--x.example', false],
  ])('%s is written with other letters than a to z: %s', (host, expected) => {
    expect(isInternational(hostname(host))).toBe(expected);
  });

  it.each([
    ['pаypal.example', true], // a Cyrillic а
    ['αpple.example', true],
    ['ビル한.example', true],
    ['東京tower.example', false],
    ['ひらカタ漢字.example', false],
    ['аррӏе.example', false],
    ['серьга.日本.example', false],
    ['example.com', false],
  ])('%s mixes writing systems in one word: %s', (host, expected) => {
    expect(isMixed(hostname(host))).toBe(expected);
  });
});

describe('trusted names', () => {
  const trusted = new TrustedNames([
    'example.com',
    'city.example.org',
    'microscope.test',
    'go.jp',
    '日本.example',
  ]);
  const imitates = (host: string) => trusted.imitates(hostname(host), domainOf(hostname(host)));

  it.each([
    'examp1e.com',
    'exаmple.com', // a Cyrillic а
    'www.ex-ample.com',
    'exampel.com.example.com.login.test',
    'example.com.login.test',
    'city.examp1e.org',
    'rnicroscope.test',
    'www.rnicr0scope.test',
    'g0.jp',
  ])('are imitated by %s', (host) => expect(imitates(host)).toBe(true));

  it.each([
    'example.com',
    'www.example.com',
    'shop.city.example.org',
    'other.example.org',
    'example.net',
    'example.com.au',
    'examples.com',
    'court.go.jp',
    '日本.example',
    '192.0.2.1',
  ])('are not imitated by %s', (host) => expect(imitates(host)).toBe(false));

  it('are trusted with all that is under them, and with nothing else', () => {
    expect(['example.com', 'a.b.example.com', 'x.go.jp'].map((host) => trusted.trusts(host))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['badexample.com', 'com', 'example.com.evil.test'].some((host) => trusted.trusts(host))).toBe(
      false,
    );
  });

  it('that are none trust nothing and are imitated by nothing', () => {
    const none = new TrustedNames(['-', '…']);
    expect(none.imitates('-', '-')).toBe(false);
    expect(none.trusts('example.com')).toBe(false);
  });

  it('never imitate themselves', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(new TrustedNames([domain]).imitates(`www.${domain}`, domainOf(domain))).toBe(false);
      }),
    );
  });
});
