import { policySchema } from '../domain/policy.js';
import { screenText } from './screen-text.js';

const rule = (when: object) =>
  policySchema.parse({
    rules: [{ id: 'one', says: { en: 'One', ja: '一' }, when, then: { action: 'hold' } }],
  });

describe('a text that is screened by itself', () => {
  it.each([
    ['with an ordinary address', { signal: 'mail.missing', eq: true }],
    ['with an address that stays', { signal: 'mail.disposable', eq: true }],
    ['who writes in the language of the page', { signal: 'text.fits_page', eq: false }],
    ['known to the site', { signal: 'author.approved', lt: 3 }],
  ])('is of an author %s', async (_case, when) => {
    expect((await screenText('A thoughtful remark.', rule(when), 'x')).decided.outcome).toBe('approve');
  });
});
