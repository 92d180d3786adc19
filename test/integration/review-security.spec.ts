import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyInstance, HTTPMethods, LightMyRequestResponse } from 'fastify';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { ROLES, type Role, roleIncludes } from '../../src/domain/moderator.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { createHttpAdapter } from '../../src/http/http-server.js';
import { AccessTable, type DeclaredRoute } from '../../src/moderators/access-table.js';
import { createToken } from '../../src/moderators/create-token.js';
import { ModeratorsModule } from '../../src/moderators/moderators.module.js';
import { Sessions } from '../../src/moderators/sessions.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { newModerator, ORIGIN, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const UNKNOWN_ID = '0190a1b2-0000-7000-8000-000000000000';
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

const routes = () => app.app.get(AccessTable).routes();
const guarded = () => routes().filter(({ access }) => access !== undefined && access !== 'public');
const changing = () => guarded().filter(({ method }) => !SAFE.includes(method));

/** Asks without reading the body: the event stream has no end. */
async function statusOf(route: DeclaredRoute, headers: Record<string, string>): Promise<number> {
  const answer = await app.inject({
    method: route.method as 'GET',
    url: route.path.replace(':id', UNKNOWN_ID),
    headers,
    payloadAsStream: true,
  });
  answer.stream().destroy();
  return answer.statusCode;
}

async function browserOf(role: Role): Promise<{ cookie: string; origin: string; 'x-csrf-token': string }> {
  const { id } = await newModerator(database.dataSource, role);
  const { token, csrfToken } = await app.app.get(Sessions).open(id, undefined);
  return { cookie: `replydesk_session=${token}`, origin: ORIGIN, 'x-csrf-token': csrfToken };
}

describe('every route of the moderators’ API', () => {
  it('is in the table that the tests here go through', () => {
    const fastify = app.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    const found = routes().filter(({ path }) => path.startsWith('/api/'));
    for (const { method, path } of found)
      expect([path, fastify.hasRoute({ method: method as HTTPMethods, url: path })]).toEqual([path, true]);
    expect(guarded().map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        'GET /api/v1/session',
        'DELETE /api/v1/session',
        'POST /api/v1/tokens',
        'DELETE /api/v1/tokens/:id',
        'GET /api/v1/review/submissions',
        'GET /api/v1/review/submissions/:id',
        'POST /api/v1/review/submissions/:id/decisions',
        'POST /api/v1/review/submissions/:id/undo',
        'GET /api/v1/review/counts',
        'GET /api/v1/review/sites',
        'GET /api/v1/review/events',
      ]),
    );
    const open = routes().filter(({ access }) => access === 'public');
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/session',
      'POST /api/v1/session/code',
      'POST /api/v1/setup',
      'POST /api/v1/invitation',
      'GET /api/v1/oidc',
      'GET /api/v1/oidc/start',
      'GET /api/v1/oidc/back',
      'GET /api/v1/policy/schema',
    ]);
  });

  it('lets nobody in who is not signed in, and says the same of all', async () => {
    const answers = new Set<string>();
    for (const { method, path } of guarded()) {
      const url = path.replace(':id', UNKNOWN_ID);
      const answer = await app.inject({ method: method as 'GET', url });
      expect([path, answer.statusCode]).toEqual([path, 401]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      answers.add(answer.body);
    }
    expect(answers.size).toBe(1);
  });

  it.each(ROLES)('lets a %s do what the role may, and nothing else', async (role) => {
    for (const route of guarded()) {
      if (route.access === undefined || route.access === 'public') continue;
      const status = await statusOf(route, await browserOf(role));
      const allowed = roleIncludes(role, route.access.role);
      expect([route.method, route.path, [401, 403].includes(status)]).toEqual([
        route.method,
        route.path,
        !allowed,
      ]);
    }
  });

  it('that changes something needs token and origin of the session’s own page', async () => {
    expect(changing().length).toBeGreaterThanOrEqual(5);
    const other = await browserOf('admin');
    for (const route of changing()) {
      const good = await browserOf('admin');
      const { cookie, origin } = good;
      const token = good['x-csrf-token'];
      const forged: Record<string, string>[] = [
        { cookie, origin },
        { cookie, origin, 'x-csrf-token': '' },
        { cookie, origin, 'x-csrf-token': `${token}x` },
        { cookie, origin, 'x-csrf-token': other['x-csrf-token'] },
        { cookie, 'x-csrf-token': token },
        { cookie, 'x-csrf-token': token, origin: 'https://evil.example' },
        { cookie, 'x-csrf-token': token, origin: 'http://desk.example.evil.example' },
        { cookie, 'x-csrf-token': token, origin: 'http://desk.example:8080' },
        { cookie, 'x-csrf-token': token, origin: 'null' },
        { ...good, 'sec-fetch-site': 'cross-site' },
        { ...good, 'sec-fetch-site': 'same-site' },
        { ...good, 'sec-fetch-site': 'none' },
      ];
      for (const headers of forged)
        expect([route.path, headers, await statusOf(route, headers)]).toEqual([route.path, headers, 403]);
      expect([route.path, await statusOf(route, good)]).not.toEqual([route.path, 403]);
    }
  });

  it('takes the address that was asked for the page’s own, where a proxy changes the public one', async () => {
    const { cookie, 'x-csrf-token': token } = await browserOf('admin');
    const headers = {
      cookie,
      'x-csrf-token': token,
      host: 'localhost:3000',
      origin: 'http://localhost:3000',
    };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers,
      payload: { name: 'x' },
    });
    expect(answer.statusCode).toBe(201);
  });

  it('needs no such proof of a bearer token', async () => {
    const { email } = await newModerator(database.dataSource, 'admin');
    const result = await createToken(database.dataSource.manager, { email, name: 'script' });
    if (result.kind !== 'created') throw new Error(result.kind);
    const { id, version } = await rows.heldSubmission();
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/review/submissions/${id}/decisions`,
      headers: { authorization: `Bearer ${result.token}`, origin: 'https://scripts.example' },
      payload: { act: 'approve', version },
    });
    expect(answer.statusCode).toBe(200);
  });

  it('that does not say who may use it ends the start', async () => {
    @Controller('api/v1/silent')
    class SilentController {
      @Get('door')
      door(): string {
        return 'open';
      }
    }
    @Module({
      imports: [ConfigModule.register(app.config), DatabaseModule, ModeratorsModule],
      controllers: [SilentController],
    })
    class SilentModule {}
    const silent = await NestFactory.create(SilentModule, createHttpAdapter(app.config), {
      logger: false,
      abortOnError: false,
    });
    await expect(silent.init()).rejects.toThrow('GET /api/v1/silent/door (SilentController.door)');
    await silent.close();
  });
});

describe('who is not signed in', () => {
  it('cannot tell an existing submission from a missing one', async () => {
    const { id } = await rows.heldSubmission();
    const ask = (of: string) => app.inject({ url: `/api/v1/review/submissions/${of}` });
    const seen = ({ statusCode, body, headers: { date: _date, ...headers } }: LightMyRequestResponse) => ({
      statusCode,
      body,
      headers,
    });
    const existing = seen(await ask(id));
    expect(existing.statusCode).toBe(401);
    expect(seen(await ask(UNKNOWN_ID))).toEqual(existing);
    expect(seen(await ask('not-an-id'))).toEqual(existing);
  });
});

describe('a request that sets more than it may', () => {
  it('is refused whole, whatever the field', async () => {
    const browser = await signedInAs(app, database.dataSource, 'admin');
    const { id, version } = await rows.heldSubmission();
    const columns = database.dataSource
      .getMetadata(Submission)
      .columns.map(({ propertyName }) => propertyName);
    const names = [...columns, 'moderatorId', 'policyId', 'role', 'constructor', 'toString'].filter(
      (name) => name !== 'version' && name !== 'reason',
    );
    const bodies: Record<string, object> = {
      [`/review/submissions/${id}/decisions`]: { act: 'reject', version },
      [`/review/submissions/${id}/undo`]: { version },
      '/tokens': { name: 'x' },
      '/session': { email: 'a@example.org', password: 'x' },
    };
    for (const [path, body] of Object.entries(bodies)) {
      for (const name of names.filter((field) => !(field in body) || field === 'constructor')) {
        const answer = await browser.send('POST', path, { ...body, [name]: 'approved' });
        expect([path, name, answer.statusCode]).toEqual([path, name, 400]);
      }
    }
    const after = await database.dataSource.getRepository(Submission).findOneByOrFail({ id });
    expect(after).toMatchObject({ state: 'held', version });
  });

  it('cannot reach the prototype', async () => {
    const browser = await signedInAs(app, database.dataSource, 'admin');
    const { id, version } = await rows.heldSubmission();
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/review/submissions/${id}/decisions`,
      headers: { ...browser.headers, 'content-type': 'application/json' },
      payload: `{"act":"approve","version":${version},"__proto__":{"role":"admin"}}`,
    });
    expect(answer.statusCode).toBe(400);
  });
});
