import { codeKindOf, newRecoveryCodes, newTotpSecret, stepOfCode, totpUri } from './totp.js';

/** RFC 6238, appendix B: the key of its SHA-1 examples, and 59 s → 94287082, of which six digits are asked for. */
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of an app', () => {
  it('are those of RFC 6238', () => {
    expect(stepOfCode(KEY, '287082', 59_000)).toBe(1);
    expect(stepOfCode(KEY, '081804', 1_111_111_109_000)).toBe(37_037_036);
  });

  it('count in the step before and after, no further', () => {
    expect([29_000, 30_000, 89_000, 90_000].map((now) => stepOfCode(KEY, '287082', now))).toEqual([
      1,
      1,
      1,
      null,
    ]);
    expect(stepOfCode(KEY, '287083', 59_000)).toBeNull();
  });

  it('are made from secrets of 160 bits, which an address tells to the app', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(totpUri(secret, 'ada+1@example.org'));
    expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(decodeURIComponent(uri.pathname)).toBe('/Replydesk:ada+1@example.org');
  });
});

describe('recovery codes', () => {
  it('are ten, all different, and can be read from paper', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  });
});

describe('what is typed as a code', () => {
  it.each([
    ['123456', { kind: 'app', code: '123456' }],
    [' 123 456 ', { kind: 'app', code: '123456' }],
    ['１２３４５６', { kind: 'app', code: '123456' }],
    ['ABCD-efgh-2345-ijkm', { kind: 'recovery', code: 'abcdefgh2345ijkm' }],
    ['abcdefgh2345ijkm', { kind: 'recovery', code: 'abcdefgh2345ijkm' }],
    ['ABCD–efgh‐2345ーijkm', null],
    ['12345', null],
    ['', null],
  ])('%j is %j', (typed, kind) => {
    expect(codeKindOf(typed)).toEqual(kind);
  });
});
