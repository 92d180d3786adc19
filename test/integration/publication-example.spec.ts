import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { elementById, elementsByClass, elementsOf } from '../support/html.js';

let database: TestDatabase;
let app: TestApp;

jest.setTimeout(30_000);

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const get = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, headers: answer.headers, html: answer.body };
};

describe('the example site', () => {
  it('has an index with three articles, the console, and the way to the first admin', async () => {
    const { html, status } = await get('/example/');
    expect(status).toBe(200);
    const links = elementsOf(html).flatMap(({ name, attribs }) => (name === 'a' ? [attribs['href']] : []));
    expect(links).toEqual(['/example/english/', '/example/japanese/', '/example/closed/', '/console/']);
    expect(html).toContain('replydesk moderator create');
    expect((await get('/example/', { 'accept-language': 'ja' })).html).toContain('<html lang="ja">');
  });

  it.each([
    ['english', '1', 'en', true],
    ['japanese', '2', 'ja', true],
    ['closed', '3', 'en', false],
  ])('shows the %s article above its thread', async (name, key, language, open) => {
    const { html, status } = await get(`/example/${name}/`);
    expect(status).toBe(200);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(`<link rel="canonical" href="http://desk.example/example/${name}/">`);
    expect(elementsByClass(html, 'entry')[0]?.text.length).toBeGreaterThan(300);
    expect(elementById(html, 'comment_post_ID')?.attribs['value']).toBe(open ? key : undefined);
    expect(html.includes('id="respond"')).toBe(open);
  });

  it('is where the bare address of the desk leads', async () => {
    expect(await get('/')).toMatchObject({ status: 302, headers: { location: '/example/' } });
  });

  it('keeps its addresses: without the slash they lead there, others are not there', async () => {
    const moved = await get('/example/english?a=1');
    expect([moved.status, moved.headers['location']]).toEqual([308, '/example/english/?a=1']);
    expect((await get('/example')).headers['location']).toBe('/example/');
    expect((await get('/example/french/')).status).toBe(404);
    expect((await get('/example/constructor/')).status).toBe(404);
  });

  it('has a stylesheet that browsers keep under the address of its version', async () => {
    const { html } = await get('/example/');
    const href =
      elementsOf(html).find(({ attribs }) => attribs['rel'] === 'stylesheet')?.attribs['href'] ?? '';
    const sheet = await get(href);
    expect(sheet.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await get('/assets/reader.css')).headers['cache-control']).toBe('no-cache');
    expect((await get(href, { 'if-none-match': String(sheet.headers['etag']) })).status).toBe(304);
  });
});

describe('without the example site', () => {
  it('its addresses are not there', async () => {
    const other = await startApp({ databaseUrl: database.url, env: { REPLYDESK_EXAMPLE: 'false' } });
    try {
      for (const url of ['/example', '/example/', '/example/english/']) {
        expect((await other.inject({ url })).statusCode).toBe(404);
      }
    } finally {
      await other.close();
    }
  });
});
