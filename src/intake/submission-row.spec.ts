import { deriveKeys } from '../domain/keys.js';
import type { SiteSettings } from './find-door.query.js';
import { contestedKeys, type NewSubmission, rowOf } from './submission-row.js';

const KEYS = deriveKeys('a secret of the tests, long enough');
const SITE = { id: 'site-1', floodSeconds: 15 } as SiteSettings;

const row = (wish: Partial<NewSubmission> = {}) =>
  rowOf(KEYS, {
    site: SITE,
    thread: { id: 'thread-1' },
    parent: 0,
    author: { name: 'Hana', email: 'hana@example.org', url: '' },
    body: 'Text',
    userAgent: 'test',
    address: '198.51.100.7',
    ...wish,
  });

const made = { create: { key: 'post-7', title: 'Seven' } };
const author = (email: string, name = 'Hana') => ({ author: { name, email, url: '' } });

describe('the row of a submission', () => {
  it.each([
    [0, null],
    [7, 7],
  ])('replies to %s as %s', (parent, parentNumber) => {
    expect(row({ parent })).toMatchObject({ parentNumber });
  });

  it('knows the address and its network by hashes alone, which neighbours share or do not', () => {
    const [one, same, neighbour] = ['198.51.100.7', '198.51.100.7', '198.51.100.8'].map((address) =>
      row({ address }),
    );
    expect(one?.addressHash).toMatch(/^[0-9a-f]{32}$/);
    expect(same?.addressHash).toBe(one?.addressHash);
    expect(neighbour?.addressHash).not.toBe(one?.addressHash);
    expect(neighbour?.networkHash).toBe(one?.networkHash);
    expect(one?.networkHash).not.toBe(one?.addressHash);
  });

  it('has an e-mail key without spaces around it, and no gate of an e-mail that is none', () => {
    expect(row(author(' Hana@Example.org '))).toMatchObject({
      emailKey: 'hana@example.org',
      emailGate: 'e:hana@example.org',
    });
    expect(row(author('')).emailGate).toBeNull();
  });

  it('has no gates where the site does not count floods', () => {
    const calm = row({ site: { ...SITE, floodSeconds: 0 } });
    expect([calm.emailGate, calm.addressGate]).toEqual([null, null]);
    expect(row().addressGate).toBe(`a:${row().addressHash}`);
  });

  it('cuts keys at 245 and never through a character', () => {
    expect(row(author('', 'n'.repeat(245))).nameKey).toBe('n'.repeat(245));
    expect(row(author('', 'n'.repeat(300))).nameKey).toBe('n'.repeat(245));
    expect(row(author('', `${'n'.repeat(244)}😀x`)).nameKey).toBe(`${'n'.repeat(244)}\u{fffd}`);
  });
});

describe('what rows contest', () => {
  const contested = (wish: Partial<NewSubmission> = {}) => contestedKeys(row(wish));

  it('is the place of the text, the gates and the idempotency key', () => {
    const { duplicateHash, addressHash } = row();
    expect(contested({ idempotency: { key: 'k', requestHash: 'r' } })).toEqual([
      `d:thread-1:${duplicateHash}`,
      'site-1:e:hana@example.org',
      `site-1:a:${addressHash}`,
      'i:site-1:k',
    ]);
  });

  it('is the place alone without gates and key', () => {
    const calm = { ...SITE, floodSeconds: 0 };
    expect(contested({ site: calm })).toEqual([`d:thread-1:${row().duplicateHash}`]);
  });

  it('names a thread that is still to be made by its site and key', () => {
    expect(contested({ thread: made })[0]).toBe(`d:site-1/post-7:${row().duplicateHash}`);
  });
});
