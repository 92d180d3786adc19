import { deriveKeys, hashAddress, signReceipt, verifyReceipt } from './keys.js';
import { permalinkOf } from './permalink.js';

const keys = deriveKeys('a secret of at least thirty-two characters');
const id = '7f9c24e5-0000-4000-8000-000000000001';

describe('receipts', () => {
  it('are 32 hexadecimal digits and valid for their submission only', () => {
    const receipt = signReceipt(keys, id);
    expect(receipt).toMatch(/^[0-9a-f]{32}$/);
    expect(verifyReceipt(keys, id, receipt)).toBe(true);
    expect(verifyReceipt(keys, id.replace('1', '2'), receipt)).toBe(false);
  });

  it.each(['', 'f'.repeat(32), 'x', 'あ'.repeat(32), 'f'.repeat(33)])(
    'refuse %s without failing',
    (candidate) => {
      expect(verifyReceipt(keys, id, candidate)).toBe(false);
    },
  );

  it('of another installation are refused', () => {
    expect(
      verifyReceipt(keys, id, signReceipt(deriveKeys('another secret of thirty-two characters!'), id)),
    ).toBe(false);
  });
});

describe('address hashes', () => {
  it('differ by address and key', () => {
    const other = deriveKeys('another secret of thirty-two characters!');
    const hashes = [
      hashAddress(keys, '203.0.113.1/32'),
      hashAddress(keys, '203.0.113.2/32'),
      hashAddress(other, '203.0.113.1/32'),
    ];
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('permalinks', () => {
  it.each([
    [{ key: '101', url: null }, 'https://desk.example/sites/news/threads/101'],
    [{ key: 'a/b 記事', url: null }, 'https://desk.example/sites/news/threads/a%2Fb%20%E8%A8%98%E4%BA%8B'],
    [{ key: '1', url: '/example/english/' }, 'https://desk.example/example/english/'],
    [{ key: '1', url: 'https://news.example/2026/a/' }, 'https://news.example/2026/a/'],
  ])('of %j is %s', (thread, link) => expect(permalinkOf('https://desk.example', 'news', thread)).toBe(link));
});
