import { addReceipt, receiptUrl } from './submission-receipt.js';

const HASH = '0123456789abcdef0123456789abcdef';
const RECEIPT = `unapproved=7&moderation-hash=${HASH}`;

describe('the receipt of a submission', () => {
  it('is in the query of the address, and the comment is its fragment', () => {
    expect(receiptUrl('https://news.example/5?a=b#top', 7, HASH)).toBe(
      `https://news.example/5?a=b&${RECEIPT}#comment-7`,
    );
  });

  it.each([
    ['', ''],
    ['?', ''],
    ['?a=b&&c', 'a=b&c&'],
    ['?q=%E7%8C%AB+x', 'q=%E7%8C%AB+x&'],
    ['?unapproved&moderation-hash', ''],
    ['?unapproved=1&moderation-hash=2', ''],
    ['?unapproved-too=1', 'unapproved-too=1&'],
    ['?my-unapproved=1', 'my-unapproved=1&'],
  ])('leaves the query %j as it is written, without an older receipt', (query, others) => {
    const url = new URL(`https://news.example/5${query}`);
    addReceipt(url, 7, HASH);
    expect(url.search).toBe(`?${others}${RECEIPT}`);
  });
});
