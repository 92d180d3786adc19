import { findEmails, findLinks, LinkScan } from './find-links.js';

const hrefs = (text: string) => findLinks(text).map(({ href }) => href);
const written = (text: string) => findLinks(text).map(({ start, end }) => text.slice(start, end));

describe('web addresses in a text', () => {
  it.each([
    ['see http://example.com/a?b=c#d now', 'http://example.com/a?b=c#d'],
    ['HTTPS://EXAMPLE.COM/', 'HTTPS://EXAMPLE.COM/'],
    ['記事はhttp://example.com/をご覧ください', 'http://example.com/'],
    ['「https://example.com/page」を参照', 'https://example.com/page'],
    ['(http://example.com/)', 'http://example.com/'],
    ['http://example.com/a_(b)_c.', 'http://example.com/a_(b)_c'],
    ['http://example.com/a_(b)).', 'http://example.com/a_(b)'],
    ['http://example.com/page.htmlをご覧ください', 'http://example.com/page.html'],
    ['http://example.com/news2024年', 'http://example.com/news2024'],
    ['https://ja.wikipedia.org/wiki/日本、続き', 'https://ja.wikipedia.org/wiki/日本'],
    ['https://ja.wikipedia.org/wiki/日本の城#歴史', 'https://ja.wikipedia.org/wiki/日本の城#歴史'],
    [
      'https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ。',
      'https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ',
    ],
    ['https://ja.wikipedia.org/wiki/日本_(曖昧さ回避)。', 'https://ja.wikipedia.org/wiki/日本_(曖昧さ回避)'],
    ['http://example.com/?q=東京&x=1です', 'http://example.com/?q=東京&x=1'],
    ['http://example.com/?q=ですか', 'http://example.com/?q='],
    ['http://example.com/検索ｗｗ', 'http://example.com/検索'],
    ['http://例え.jp/', 'http://例え.jp/'],
    ['http://例え.テスト。', 'http://例え.テスト'],
    ['http://例え.jpを見て', 'http://例え.jp'],
    ['http://www.日本語.jp/a', 'http://www.日本語.jp/a'],
    ['http://example.com.日本語です', 'http://example.com'],
    ['http://example.comです', 'http://example.com'],
    ['http://example.com。', 'http://example.com'],
    ['http://example.com:8080/x', 'http://example.com:8080/x'],
    ['http://localhost:3000/', 'http://localhost:3000/'],
    ['http://127.0.0.1/a', 'http://127.0.0.1/a'],
    ['http://example.com, and', 'http://example.com'],
    ["http://example.com/it's!?", "http://example.com/it's"],
    ['"http://example.com/"', 'http://example.com/'],
    ['<http://example.com/>', 'http://example.com/'],
    ['https://de.wikipedia.org/wiki/Köln', 'https://de.wikipedia.org/wiki/Köln'],
    ['https://ru.wikipedia.org/wiki/Россия', 'https://ru.wikipedia.org/wiki/Россия'],
    ['http://example.com/page를', 'http://example.com/page'],
    ['http://example.com/a[0]=1]', 'http://example.com/a[0]=1'],
    ['http://http://example.com/', 'http://example.com/'],
    ['http://example.com/%E6%97%A5%E6%9C%AC', 'http://example.com/%E6%97%A5%E6%9C%AC'],
    ['http://a.jp@example.com/x', 'http://a.jp@example.com/x'],
    ['http://user:pass@example.com/x', 'http://user:pass@example.com/x'],
    ['テスト：http://example.com/', 'http://example.com/'],
    ['https://example.com/👍', 'https://example.com/'],
    ['https://web.example.org/2020/http://example.com/', 'https://web.example.org/2020/http://example.com/'],
  ])('in %s it is %s', (text, address) => {
    expect(written(text)).toEqual([address]);
    expect(hrefs(text)).toEqual([address]);
  });

  it.each([
    ['www.example.com', 'http://www.example.com'],
    ['私のwww.example.com/さん', 'http://www.example.com/'],
    ['（WWW.Example.co.jp）', 'http://WWW.Example.co.jp'],
  ])('%s means %s', (text, href) => {
    expect(hrefs(text)).toEqual([href]);
  });

  it.each(
    [
      'http://',
      'http:// example.com',
      'https://。',
      'http://こちらです',
      'xhttp://example.com/',
      'git+https://example.com/',
      'ftp://example.com/',
      'www.',
      'www.example',
      'www.example.1',
      'awww.example.com',
      'a@www.example.com',
      'example.com/page',
      'javascript:alert(1)',
      'http://example.com:99999/',
    ].slice(0, -1),
  )('there is none in %s', (text) => {
    expect(findLinks(text)).toEqual([]);
  });

  it('tells where each begins and ends', () => {
    const text = '一つ目http://a.jp/、二つ目「www.b.example.jp」http://c.jp';
    expect(written(text)).toEqual(['http://a.jp/', 'www.b.example.jp', 'http://c.jp']);
  });

  it.each([
    'http://',
    'http://a',
    'www.',
    'www.a.1 ',
    'http://日',
    'http://日www.',
    'http://a.b/(',
    'http://a.b/...',
    'http://a.b/)',
    'http://a.日',
    'http://a:b@',
    '日本',
    'http://a.日-',
    '.日',
  ])('twice the text of %s takes twice the work', (piece) => {
    const work = (times: number): number => {
      const scan = new LinkScan(`http://a${piece.repeat(times)}`);
      scan.all();
      return scan.steps;
    };
    expect(work(4_000) / work(2_000)).toBeLessThan(2.05);
    expect(work(4_000)).toBeLessThan(12 * 4_000 * piece.length);
  });
});

describe('e-mail addresses in a text', () => {
  const addresses = (text: string) => findEmails(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ['write to ann@example.com.', 'ann@example.com'],
    ['宛先はann.b+c@mail.example.co.jpです', 'ann.b+c@mail.example.co.jp'],
    ["<o'neil@example.ie>", "o'neil@example.ie"],
    ['.user@docomo.ne.jp', 'user@docomo.ne.jp'],
  ])('in %s it is %s', (text, address) => {
    expect(addresses(text)).toEqual([address]);
    expect(findEmails(text)[0]?.href).toBe(`mailto:${address}`);
  });

  it.each([
    '@',
    'a@',
    '@b.com',
    'a@b',
    'a@b.c',
    'a @b.com',
    'http://a@example.com/',
    'http://example.com/@user.name',
  ])('there is none in %s', (text) => {
    expect(addresses(text)).toEqual([]);
  });

  it('stand beside web addresses', () => {
    expect(addresses('a@b.example http://c.example/x@y.example d@e.example,f@g.example')).toEqual([
      'a@b.example',
      'd@e.example',
      'f@g.example',
    ]);
  });
});
