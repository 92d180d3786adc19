import { findHiddenAddresses } from './hidden-addresses.js';

const hosts = (text: string) => findHiddenAddresses(text).map(({ host }) => host);

describe('addresses that are hidden', () => {
  it.each([
    ['ｅｘａｍｐｌｅ．ｃｏｍ を見て', 'example.com'],
    ['see example[.]com', 'example.com'],
    ['see example (dot) com now', 'example.com'],
    ['see example dot com', 'example.com'],
    ['example ドット com まで', 'example.com'],
    ['続きは example 点 shop で', 'example.shop'],
    ['t。co／abc', 't.co'],
    ['exa\u200bmple.com', 'example.com'],
    ['𝗲𝘅𝗮𝗺𝗽𝗹𝗲.𝗰𝗼𝗺', 'example.com'],
  ])('%s', (text, host) => expect(hosts(text)).toEqual([host]));

  it.each([
    'see example.com and WWW.EXAMPLE.COM',
    'connect the dot in the middle, a polka dot it is',
    'お店のドットコムバブル',
    'Node.js 。next',
    'the end。Then',
    'ＮＨＫ．テレビ',
    'version 1.2.3, v2.0',
  ])('are none: %s', (text) => expect(hosts(text)).toEqual([]));

  it('stand where the reader sees them', () => {
    const text = '見て→ ｅｘａｍｐｌｅ．ｃｏｍ です';
    expect(findHiddenAddresses(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'ｅｘａｍｐｌｅ．ｃｏｍ',
    ]);
  });
});
