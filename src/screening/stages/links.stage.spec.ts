import { aContext } from '../../../test/support/a.js';
import { linksStage } from './links.stage.js';

async function linksIn(body: string): Promise<string[]> {
  const [signal] = await linksStage.run(aContext({ submission: { body } }));
  if (signal?.kind !== 'links') throw new Error('no signal');
  const places = signal.evidence.spans.map(({ start, end }) => body.slice(start, end));
  expect(signal.evidence.count).toBe(places.length);
  return places;
}

describe('links', () => {
  it.each<[string, string, string[]]>([
    ['an anchor', 'see <a href="http://a.example">this</a>', ['<a href="http://a.example">this</a>']],
    [
      'an anchor around its address',
      '<a href="http://a.example">http://a.example</a>',
      ['<a href="http://a.example">http://a.example</a>'],
    ],
    [
      'an anchor that is never closed',
      '<a href=http://a.example>x http://b.example',
      ['<a href=http://a.example>', 'http://b.example'],
    ],
    [
      'an anchor with other attributes',
      "<A title='>' HREF = 'http://a.example'>x</A>",
      ["<A title='>' HREF = 'http://a.example'>x</A>"],
    ],
    ['a bare http address', 'go to http://a.example/x.', ['http://a.example/x']],
    ['a bare www address', 'www.example.com', ['www.example.com']],
    ['a bare e-mail address', 'mail me@example.com', ['me@example.com']],
    ['addresses glued to Japanese', '詳細はhttp://a.exampleをご覧', ['http://a.example']],
    ['two of them', 'http://a.example http://b.example', ['http://a.example', 'http://b.example']],
    ['a domain without scheme', 'example.com', []],
    ['BBCode around an address', '[url=http://a.example]x[/url]', ['http://a.example']],
    ['an address inside code', '<code>http://a.example</code>', []],
    ['an address after code', '<code>x</code> http://a.example', ['http://a.example']],
    ['an anchor without href', '<a name="x">y</a>', []],
    ['ordinary prose', '1 < 2 and a > b', []],
  ])('%s', async (_case, body, expected) => {
    expect(await linksIn(body)).toEqual(expected);
  });

  it('counts all and shows twenty', async () => {
    const body = 'http://a.example '.repeat(30);
    const [signal] = await linksStage.run(aContext({ submission: { body } }));
    expect(signal).toMatchObject({ evidence: { count: 30 } });
    expect(signal?.kind === 'links' && signal.evidence.spans.length).toBe(20);
  });
});

async function evidenceOf(body: string) {
  const [signal] = await linksStage.run(aContext({ submission: { body } }));
  if (signal?.kind !== 'links') throw new Error('no signal');
  return signal.evidence;
}

describe('where links lead', () => {
  it.each<[string, string[]]>([
    ['http://www.a.example/x https://b.a.example', ['a.example']],
    ['https://shop.example.co.jp/', ['example.co.jp']],
    ['https://one.github.io https://two.github.io', ['one.github.io', 'two.github.io']],
    ['http://192.0.2.1:8080/x', ['192.0.2.1']],
    ['mail me@mail.a.example', ['a.example']],
    ['http://日本.example/', ['xn--wgv71a.example']],
    ['<a href="https://a.example/?x=1&amp;y=2">y</a>', ['a.example']],
    ['<a href="javascript:alert(1)">y</a>', []],
    ['no link', []],
  ])('%s', async (body, domains) => {
    expect((await evidenceOf(body)).domains).toEqual(domains);
  });

  it.each<[string, number]>([
    ['http://pаypal.example/', 1], // a Cyrillic а
    ['http://аррӏе.example/', 1], // all Cyrillic
    ['http://日本語.example/ http://müller.example/ http://paypal.example/', 0],
    ['http://bank.example@evil.example/', 1],
    ['http://user@a.example/', 0],
    ['<a href="http://evil.example">http://bank.example</a>', 1],
    ['<a href="http://www.bank.example/x">bank.example and http://bank.example</a>', 0],
    ['<a href="http://a.example">read this</a>', 0],
  ])('%s is made to be taken for others: %i', async (body, disguised) => {
    expect((await evidenceOf(body)).disguised).toBe(disguised);
  });

  it('are counted when their host is written in other letters, mixes letters, or looks like a trusted one', async () => {
    const policy = { trusted_domains: ['bank.example'] };
    const body =
      'http://日本.example http://pаypal.test b4nk[.]example.com http://b4nk.example http://www.bank.example';
    const [signal] = await linksStage.run(aContext({ submission: { body }, policy }));
    expect(signal).toMatchObject({ evidence: { international: 2, mixed: 1, imitating: 1 } });
    const [untrusted] = await linksStage.run(aContext({ submission: { body } }));
    expect(untrusted).toMatchObject({ evidence: { international: 2, mixed: 1, imitating: 0 } });
  });

  it('are counted when glued to Japanese, and when written for a forum', async () => {
    expect(await evidenceOf('詳細はhttp://a.exampleをご覧 http://b.example')).toMatchObject({ glued: 1 });
    expect(await evidenceOf('[url=http://a.example]x[/url] [LINK]b[/LINK] [urgent]')).toMatchObject({
      bbcode: 2,
    });
  });
});
