import { purify } from '../domain/comment-markup.js';
import { renderBody } from './render-body.js';

const shown = (text: string) => renderBody(purify(text));
const link = (href: string, text = href) => `<a href="${href}" rel="nofollow ugc noopener">${text}</a>`;
const paragraph = (html: string) => `<p dir="auto">${html}</p>`;

describe('the body of a comment as readers get it', () => {
  it.each([
    ['one\n\ntwo\nthree', `${paragraph('one')}\n${paragraph('two<br />\nthree')}`],
    ['\n\n one \r\n\r\n \n two \n', `${paragraph(' one ')}\n${paragraph(' two ')}`],
    ['<b>one\n\ntwo</b>', paragraph('<b>one<br />\n<br />\ntwo</b>')],
    ['a\n\n<b>b</b> c', `${paragraph('a')}\n${paragraph('<b>b</b> c')}`],
    ['<b>b</b>\n\nc', `${paragraph('<b>b</b>')}\n${paragraph('c')}`],
    ['<b>b</b> <i>c</i>', paragraph('<b>b</b> <i>c</i>')],
    ['a <b></b>c', paragraph('a c')],
    [
      'a<blockquote>b\n\nc</blockquote>d',
      `${paragraph('a')}\n<blockquote>${paragraph('b')}\n${paragraph('c')}\n</blockquote>\n${paragraph('d')}`,
    ],
    ['5 < 6 & 7 > 3', paragraph('5 &lt; 6 &amp; 7 &gt; 3')],
    ['', ''],
    [' \n ', ''],
  ])('%j is paragraphs', (text, html) => {
    expect(shown(text)).toBe(html);
  });

  it.each([
    ['記事はhttp://example.com/をご覧', `記事は${link('http://example.com/')}をご覧`],
    ['「www.example.com」', `「${link('http://www.example.com', 'www.example.com')}」`],
    ['http://e.example/?a=1&b=2', link('http://e.example/?a=1&amp;b=2')],
    ['(http://e.example/a_(b))', `(${link('http://e.example/a_(b)')})`],
    ['to ann@example.com', `to ${link('mailto:ann@example.com', 'ann@example.com')}`],
    ['<code>http://e.example/</code>', '<code>http://e.example/</code>'],
    ['<a href="http://e.example/">http://f.example/</a>', link('http://e.example/', 'http://f.example/')],
    [
      '<a href="http://e.example/"><b>http://f.example/</b></a>',
      link('http://e.example/', '<b>http://f.example/</b>'),
    ],
    ['<b>http://e.example/</b>', `<b>${link('http://e.example/')}</b>`],
    ['http://bank.example@evil.example/', 'http://bank.example@evil.example/'],
    ['<a href="javascript:x">http://e.example/</a>', link('http://e.example/')],
    ['http://例え.jp/', link('http://例え.jp/')],
  ])('%s links what it names', (text, html) => {
    expect(shown(text)).toBe(paragraph(html));
  });

  it('keeps turns of direction inside the comment and out of links', () => {
    expect(shown('a \u202Eb http://e.example/\u202Ex')).toBe(
      paragraph(`<bdi>a \u202Eb </bdi>${link('http://e.example/')}<bdi>\u202Ex</bdi>`),
    );
  });

  it('can leave the links out', () => {
    expect(
      renderBody(purify('<a href="http://e.example/">x</a> <b>http://f.example/</b>'), { links: false }),
    ).toBe(paragraph('x <b>http://f.example/</b>'));
  });

  it('is safe whatever the database holds', () => {
    expect(renderBody('<script>alert(1)</script><p onclick=x>y</p><a href="/local" rel="x">z</a>')).toBe(
      paragraph('alert(1)yz'),
    );
  });

  it('grows no faster than its text', () => {
    const tag = `<a href="http://e.example/${'x'.repeat(1_900)}" title="t"><b><i><s><em>`;
    const long = `${tag}${'x\n\n'.repeat(20_000)}</em></s></i></b></a>`;
    expect(shown(long).length).toBeLessThan(long.length * 6);
  });
});
