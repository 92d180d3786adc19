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
