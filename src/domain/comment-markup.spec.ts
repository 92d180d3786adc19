import fc from 'fast-check';
import { purify } from './comment-markup.js';

describe('a text made safe', () => {
  it.each([
    ['5 < 6 & 7 > 3', '5 &lt; 6 &amp; 7 &gt; 3'],
    ['a <b and c> d', 'a &lt;b and c&gt; d'],
    ['a <p and q> d', 'a &lt;p and q&gt; d'],
    ['a <b and c> d</b>', 'a &lt;b and c&gt; d&lt;/b&gt;'],
    ['<例> と < 例 >', '&lt;例&gt; と &lt; 例 &gt;'],
    ['List<String> and Map<K, V>', 'List&lt;String&gt; and Map&lt;K, V&gt;'],
    ['<3 and <- and -> and <=>', '&lt;3 and &lt;- and -&gt; and &lt;=&gt;'],
    ['an unclosed <b>tag', 'an unclosed &lt;b&gt;tag'],
    ['a stray </b> end', 'a stray &lt;/b&gt; end'],
    ['<b><i>x</b></i>', '<b>&lt;i&gt;x</b>&lt;/i&gt;'],
    ['x<a', 'x&lt;a'],
    ['<!-- open', '&lt;!-- open'],
    [
      '<!DOCTYPE html> <?php x ?> <![CDATA[x]]>',
      '&lt;!DOCTYPE html&gt; &lt;?php x ?&gt; &lt;![CDATA[x]]&gt;',
    ],
    ['?a=1&copy=2 &amp &unknown;', '?a=1&amp;copy=2 &amp;amp &amp;unknown;'],
    ['it\'s "quoted"', 'it\'s "quoted"'],
  ])('keeps the prose of %s', (text, html) => {
    expect(purify(text)).toBe(html);
  });

  it.each([
    ['<b>x</b> <strong>y</strong>'],
    ['<em>a<i>b</i></em>'],
    ['<a href="https://example.com/?a=1&amp;b=2" title="T">x</a>'],
    ['<a href="mailto:a@example.com">x</a>'],
    ['<abbr title="World">W</abbr><acronym title="A">B</acronym>'],
    ['<blockquote cite="https://example.com/">x <b>y</b></blockquote>'],
    ['<q cite="https://example.com/">x</q> <cite>y</cite>'],
    ['<code>a &lt; b</code> <del datetime="2020-01-01">x</del> <s>y</s> <strike>z</strike>'],
  ])('leaves %s as it is', (html) => {
    expect(purify(html)).toBe(html);
  });

  it('reads character references as WordPress does', () => {
    expect(purify('&hearts; &#9829; &#x2665; &lt;b&gt;')).toBe('♥ ♥ ♥ &lt;b&gt;');
  });

  it.each([
    ['<script>x</script>', 'x'],
    ['<STYLE type=text/css>p{}</STYLE>y', 'p{}y'],
    ['<div class="x">a</div><p>b<img src=x onerror=alert(1)>', 'ab'],
    ['<input disabled><iframe src="//evil.example"></iframe>c', 'c'],
    ['<svg/onload=alert(1)>d', 'd'],
    ['a<!-- hidden -->b', 'ab'],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<B onclick="x()" CLASS=y>x</B >', '<b>x</b>'],
    ["<a title='&quot;' href='http://e.example/'>x</a>", '<a title="&quot;" href="http://e.example/">x</a>'],
  ])('takes the markup out of %s', (text, html) => {
    expect(purify(text)).toBe(html);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java&#10;script:alert(1)',
    '&#106;avascript:alert(1)',
    '&#x6A;avascript:alert(1)',
    '&#106avascript:alert(1)',
    'javascript&colon;alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.com/',
    '//example.com/',
    '/relative',
    'example.com',
    `https://example.com/${'x'.repeat(2_100)}`,
  ])('takes the link to %s away and keeps its text', (href) => {
    expect(purify(`<a href="${href}">text</a>`)).toBe('text');
  });

  it('keeps what HTML cannot nest apart', () => {
    expect(purify('<a href="http://a.example/">x<a href="http://b.example/">y</a>z</a>')).toBe(
      '<a href="http://a.example/">xyz</a>',
    );
    expect(purify('<b>x<blockquote>y</blockquote></b>')).toBe('<b>xy</b>');
    expect(purify('<blockquote><blockquote>x</blockquote></blockquote>')).toBe(
      '<blockquote><blockquote>x</blockquote></blockquote>',
    );
    expect(purify(`${'<b>'.repeat(500)}x${'</b>'.repeat(500)}`)).toBe(
      `${'<b>'.repeat(8)}x${'</b>'.repeat(8)}`,
    );
  });

  const fragments = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    "'",
    '=',
    '&',
    ';',
    ' ',
    '\n',
    '<b>',
    '</b>',
    '<i title="x">',
    '</i>',
    '<a href="',
    'http://e.example/',
    'javascript:',
    '<a href=http://a.example/>',
    '</a>',
    '<!--',
    '-->',
    '<script',
    '</script>',
    '&lt;',
    '&amp;',
    '&#60;',
    '&#x3e;',
    '&quot;',
    '<blockquote>',
    '</blockquote>',
    '<br>',
    '<例',
    'x',
    '日本',
    '<svg/onload=',
    '<q cite=',
    '\u0000',
    '\ud800',
    '&#0;',
    'br',
    '<textarea>',
    '<title>',
    '<plaintext>',
    '<xmp>',
    '<noscript>',
    '<code>',
    '</code>',
  );
  const texts = fc
    .array(fc.oneof(fragments, fragments, fc.string({ unit: 'grapheme' })), { maxLength: 24 })
    .map((parts) => parts.join(''));

  it('is the same made safe again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = purify(text);
        expect(purify(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has no angle bracket but those of allowed, closed tags', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const open: string[] = [];
        const wrong: string[] = [];
        for (const [bracket, closing, name] of purify(text).matchAll(/<(\/?)([^\s>]*)[^<>]*>|[<>]/g)) {
          if (name === undefined || !['a', 'b', 'i', 'q', 'code', 'blockquote'].includes(name))
            wrong.push(bracket);
          else if (closing !== '/') open.push(name);
          else if (open.pop() !== name) wrong.push(bracket);
        }
        expect(wrong).toEqual([]);
        expect(open).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
