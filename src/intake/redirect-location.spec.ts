import { redirectLocation, type RedirectWish } from './redirect-location.js';

const HASH = '0123456789abcdef0123456789abcdef';
const go = (over: Partial<RedirectWish> = {}): string =>
  redirectLocation({
    permalink: 'https://desk.example/sites/default/threads/5',
    redirectTo: '',
    siteUrl: null,
    doorUrl: 'https://desk.example/wp-comments-post.php',
    number: 7,
    hash: null,
    ...over,
  });

describe('where a submission leads', () => {
  it('is the permalink with the comment as fragment', () => {
    expect(go()).toBe('https://desk.example/sites/default/threads/5#comment-7');
  });

  it('carries the receipt where there is one', () => {
    expect(go({ hash: HASH })).toBe(
      `https://desk.example/sites/default/threads/5?unapproved=7&moderation-hash=${HASH}#comment-7`,
    );
  });

  it('keeps the query of a permalink and replaces an older receipt in it', () => {
    expect(
      go({ permalink: 'https://news.example/?p=5&unapproved=1&moderation-hash=x&flag', hash: HASH }),
    ).toBe(`https://news.example/?p=5&flag&unapproved=7&moderation-hash=${HASH}#comment-7`);
  });

  it('is ASCII whatever the permalink is', () => {
    expect(go({ permalink: 'https://ニュース.example/記事/?題=一' })).toBe(
      'https://xn--zck9awe6d.example/%E8%A8%98%E4%BA%8B/?%E9%A1%8C=%E4%B8%80#comment-7',
    );
  });
});

describe('redirect_to', () => {
  it.each([
    ['/thanks/', '/thanks/#comment-7'],
    ['/thanks/?a=b#there', '/thanks/?a=b#comment-7'],
    ['thanks/', '/thanks/#comment-7'],
    ['?p=5', '/wp-comments-post.php?p=5#comment-7'],
    ['/go?to=a:b', '/go?to=a:b#comment-7'],
    ['a//', '/a//#comment-7'],
    ['/記事/', '/%E8%A8%98%E4%BA%8B/#comment-7'],
    ['https://desk.example/thanks/', 'https://desk.example/thanks/#comment-7'],
    ['HTTPS://DESK.EXAMPLE/thanks/', 'https://desk.example/thanks/#comment-7'],
  ])('%s on the desk itself leads to %s', (redirectTo, location) => {
    expect(go({ redirectTo })).toBe(location);
  });

  it('may be http where the desk is', () => {
    const doorUrl = 'http://desk.example/wp-comments-post.php';
    expect(go({ doorUrl, redirectTo: 'http://desk.example/thanks/' })).toBe(
      'http://desk.example/thanks/#comment-7',
    );
  });

  it('may be 2,000 characters long', () => {
    const redirectTo = `/${'x'.repeat(1999)}`;
    expect(go({ redirectTo })).toBe(`${redirectTo}#comment-7`);
  });

  it('carries the receipt as well', () => {
    expect(go({ redirectTo: '/thanks/?a=b', hash: HASH })).toBe(
      `/thanks/?a=b&unapproved=7&moderation-hash=${HASH}#comment-7`,
    );
  });

  it.each([
    ['/thanks/', 'https://news.example/thanks/#comment-7'],
    ['https://news.example/thanks/', 'https://news.example/thanks/#comment-7'],
    ['https://desk.example/thanks/', 'https://desk.example/thanks/#comment-7'],
  ])('%s of a site elsewhere leads to %s', (redirectTo, location) => {
    expect(go({ redirectTo, siteUrl: 'https://news.example/blog/' })).toBe(location);
  });

  const ELSEWHERE = [
    'https://evil.example/',
    'http://desk.example/',
    'https://desk.example:8443/',
    'https://desk.example.evil.example/',
    'https://desk.example@evil.example/',
    'https://user:pass@desk.example/',
    'https://user@desk.example/',
    'https://@evil.example/',
    '//evil.example',
    '//evil.example/x',
    '///evil.example',
    '////evil.example',
    '//desk.example@evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\\/evil.example',
    '/thanks\\..\\x',
    'https:\\\\evil.example',
    'https:/\\evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'https:desk.example',
    'HTTPS:/evil.example',
    'http:evil.example',
    ' https://evil.example',
    '\thttps://evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r/evil.example',
    '\u0000//evil.example',
    '/\u0000/evil.example',
    'ht\ntps://evil.example',
    'java\nscript:alert(1)',
    '\u00a0//evil.example',
    '\u3000//evil.example',
    '\ufeff//evil.example',
    '\u200b//evil.example',
    '/\u00ad/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    './/evil.example',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'javascript://desk.example/%0aalert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://desk.example/',
    'mailto:a@b.co',
    'blob:https://desk.example/1',
    'view-source:https://desk.example/',
    'about:blank',
    'http:',
    'http:thanks',
    'https://:secret@desk.example/',
    'ws://desk.example/',
    'https://desk.example%2eevil.example/',
    'https://desk.example%00.evil.example/',
    'https://[::1]/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://ｅｖｉｌ.example/',
    'https://evil.example\u3002example/',
    'https://',
    'https://:443/',
    'https://desk.example:99999/',
    'https://desk.example\u2028/',
    '/x\r\nSet-Cookie: a=b',
    '/x\nLocation: https://evil.example/',
    '/x y',
    `/${'x'.repeat(2000)}`,
  ];

  it.each(ELSEWHERE.map((redirectTo) => [redirectTo]))('%j leads to the permalink', (redirectTo) => {
    expect(go({ redirectTo })).toBe('https://desk.example/sites/default/threads/5#comment-7');
  });

  it('stays on the host in whatever way a browser reads it', () => {
    for (const redirectTo of [
      ...ELSEWHERE,
      '/thanks/',
      'thanks',
      '?x',
      '#x',
      '/%5cevil.example',
      '/%2f%2fevil.example',
      '.',
      '..',
    ]) {
      const seen = new URL(go({ redirectTo }), 'https://desk.example/wp-comments-post.php');
      expect([redirectTo, seen.origin]).toEqual([redirectTo, 'https://desk.example']);
    }
  });
});
