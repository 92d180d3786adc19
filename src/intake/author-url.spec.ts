import { normaliseAuthorUrl } from './author-url.js';

describe("the author's website", () => {
  it.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['HTTP://Example.com', 'HTTP://Example.com'],
    ['example.com', 'http://example.com'],
    ['example.com:8080/path', 'http://example.com:8080/path'],
    ['example.com/a:b', 'http://example.com/a:b'],
    ['not a url', 'http://not%20a%20url'],
    ['//host.example/x', 'http://host.example/x'],
    ['http:example.com', 'http://example.com'],
    ['http;//example.com', 'http://example.com'],
    ['https;//example.com', 'https://example.com'],
    ['example.com/?to=http;//x', 'http://example.com/?to=http;//x'],
    ['example.com/?to=http://x', 'http://example.com/?to=http://x'],
    ['https://日本語.jp/パス、続き', 'https://日本語.jp/パス、続き'],
    ['日本語.jp', 'http://日本語.jp'],
    ['　https://example.com　', 'https://example.com'],
    ['https://example.com/"onclick=x<b>', 'https://example.com/onclick=xb'],
    ['https://exam\u202eple.com/\u200bx', 'https://example.com/x'],
  ])('%s is stored as %s', (sent, stored) => {
    expect(normaliseAuthorUrl(sent)).toBe(stored);
  });

  it.each([
    '',
    '   ',
    'http://',
    'https:///',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'java\u0000script:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript\u200b:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'mailto:a@b.co',
    'ftp://example.com',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    '/relative/path',
    '?query',
    '#fragment',
    'a:b.c:80',
    '//',
    'b.co:123456',
    'b.co:80x',
    '///https://x.jp',
  ])('%j is not kept', (sent) => {
    expect(normaliseAuthorUrl(sent)).toBe('');
  });
});
