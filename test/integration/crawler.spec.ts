import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { KEYS } from '../../src/database/keys.module.js';
import type { Keys } from '../../src/domain/keys.js';
import { startApp, type TestApp } from '../support/app.js';
import { crawl } from '../support/crawler.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** Some thousand requests; a busy machine takes its time. */
jest.setTimeout(180_000);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.destroy());

/** What careless people build. */
@Controller('planted')
class CarelessController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  private async one(sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>> {
    const rows: Record<string, unknown>[] = await this.dataSource.query(sql, parameters);
    return rows[0] ?? {};
  }

  @Get('latest')
  latest() {
    return this.one('select body from submission order by number desc limit 1');
  }

  @Get('total')
  total() {
    return this.one('select count(*)::int as comments from submission');
  }

  @Get('items/:id')
  async item(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { found } = await this.one('select count(*)::int as found from submission where id::text = $1', [
      id,
    ]);
    await reply.status(found === 1 ? 403 : 404).send({});
  }

  @Get('search')
  search(@Query('q') q = '') {
    return this.one('select author_email as mail from submission where body like $1', [`%${q}%`]);
  }

  @Get('tag')
  async tag(@Res() reply: FastifyReply): Promise<void> {
    const { last } = await this.one(`select max(number)::text as last from submission`);
    await reply.header('etag', `"${String(last)}"`).send('always the same');
  }

  @Get('numbered')
  async numbered(@Query('replytocom') number = '0', @Res() reply: FastifyReply): Promise<void> {
    const { found } = await this.one(
      'select count(*)::int as found from submission where number::text = $1',
      [number],
    );
    await reply.type('text/plain').send(found === 1 ? 'one' : 'none');
  }

  /** Changes by itself, but gives nothing away. */
  @Get('clock')
  clock() {
    return { now: performance.now() };
  }
}

const crawlOf = async (app: TestApp, routes = app.routes): Promise<string[]> => {
  const { inject } = app;
  try {
    return await crawl({
      inject,
      routes,
      dataSource: database.dataSource,
      keys: app.app.get<Keys>(KEYS),
    });
  } finally {
    await app.close();
  }
};

describe('the crawler', () => {
  it('finds nothing in the desk as it is, whatever it asks', async () => {
    const app = await startApp({ databaseUrl: database.url });
    expect(app.routes.map(({ method, url }) => `${method} ${url}`)).toEqual(
      expect.arrayContaining([
        'GET /sites/:site/threads/:thread',
        'POST /wp-comments-post.php',
        'GET /api/v1/review/submissions/:id',
        'GET /console/*',
        'GET /healthz',
      ]),
    );
    expect(await crawlOf(app)).toEqual([]);
  });

  it('finds what a careless route gives away, in body, header, count, search and status', async () => {
    const app = await startApp({ databaseUrl: database.url, controllers: [CarelessController] });
    const planted = app.routes.filter(({ url }) => url.startsWith('/planted/'));
    const leaks = (await crawlOf(app, planted)).join('\n');
    expect(leaks).toMatch(/\/planted\/latest.* gives away the text, name or e-mail of what is /);
    expect(leaks).toMatch(/GET \/planted\/total changes when submissions are held back: .*"comments":/);
    expect(leaks).toMatch(/HEAD \/planted\/latest changes when .*content-length/);
    expect(leaks).toMatch(/\/planted\/items\/\S+ can be told from a missing one: status 404 and 403/);
    expect(leaks).toMatch(/\/planted\/search\?q=\S+ can be told from a missing one/);
    expect(leaks).toMatch(/\/planted\/tag.* gives away the number of what is /);
    expect(leaks).toMatch(/\/planted\/tag.* changes when .*etag/);
    expect(leaks).toMatch(/\/planted\/numbered\?replytocom=\S+ can be told from a missing one/);
    expect(leaks).not.toContain('/planted/clock');
  });
});
