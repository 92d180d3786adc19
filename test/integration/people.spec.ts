import type { SecondFactorStart } from '../../src/contract/account-api.js';
import type { InvitationLink, PeopleEventView, PersonView } from '../../src/contract/people-api.js';
import type { Problem, SessionView } from '../../src/contract/review-api.js';
import type { Role } from '../../src/domain/moderator.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  bearerOf,
  type ModeratorBrowser,
  newModerator,
  ORIGIN,
  PASSWORD,
  postSignIn,
  signedInAs,
} from '../support/moderators.js';
import { codeOf, growStale } from '../support/second-factor.js';
import { cliOf } from '../support/terminal.js';

let database: TestDatabase;
let app: TestApp;
let admin: ModeratorBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  admin = await signedInAs(app, database.dataSource, 'admin');
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

let counter = 0;

async function invite(role: Role = 'moderator', by = admin) {
  counter += 1;
  const wish = { email: `new${counter}@example.org`, name: `New ${counter}`, role };
  const answer = await by.send('POST', '/people', wish);
  return { answer, ...wish, ...answer.json<InvitationLink>() };
}

const accept = (link: string, password = PASSWORD) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/invitation',
    headers: { origin: ORIGIN },
    payload: { token: new URL(link).hash.replace('#token=', ''), password },
  });

const personOf = async (id: string) =>
  (await admin.get('/people')).json<PersonView[]>().find((person) => person.id === id);

const eventsOf = async (name: string) =>
  (await admin.get('/people/events'))
    .json<PeopleEventView[]>()
    .filter(({ person }) => person === name)
    .map(({ kind, actor, detail }) => [kind, actor, detail]);

const isIn = async (browser: ModeratorBrowser) => (await browser.get('/session')).statusCode === 200;

describe('an invitation', () => {
  it('is a link by which somebody chooses a password, once', async () => {
    const { answer, id, link, email, name } = await invite('lead');
    expect([answer.statusCode, link.split('#')[0]]).toEqual([201, `${ORIGIN}/console/invitation`]);
    expect(await personOf(id)).toMatchObject({ state: 'invited', invitedBy: admin.session.moderator.name });
    expect((await postSignIn(app, { email, password: '!' })).statusCode).toBe(401);
    expect((await accept(link, 'short')).statusCode).toBe(400);
    const joined = await accept(link);
    expect(joined.json<SessionView>().moderator).toMatchObject({ email, role: 'lead' });
    expect((await accept(link)).statusCode).toBe(404);
    expect(await personOf(id)).toMatchObject({ state: 'active', lastSeenAt: expect.any(String) as string });
    expect((await postSignIn(app, { email })).statusCode).toBe(200);
    expect(await eventsOf(name)).toEqual([
      ['joined', name, ''],
      ['invited', admin.session.moderator.name, 'lead'],
    ]);
  });

  it('ends after seven days, with the next link, and when the account is switched off', async () => {
    const { link, id } = await invite();
    const next = (await admin.send('POST', `/people/${id}/link`)).json<InvitationLink>();
    expect((await accept(link)).statusCode).toBe(404);
    await admin.send('POST', `/people/${id}/active`, { active: false });
    expect((await accept(next.link)).statusCode).toBe(404);
    expect((await admin.send('POST', `/people/${id}/link`)).statusCode).toBe(409);
    await admin.send('POST', `/people/${id}/active`, { active: true });
    const last = (await admin.send('POST', `/people/${id}/link`)).json<InvitationLink>();
    await database.dataSource.query(`update invitation set expires_at = now() where moderator_id = $1`, [id]);
    expect((await accept(last.link)).statusCode).toBe(404);
  });

  it('is not stored so that it could be read', async () => {
    const { link } = await invite();
    const rows = JSON.stringify(await database.dataSource.query('select * from invitation'));
    expect(rows).not.toContain(new URL(link).hash.replace('#token=', ''));
  });

  it('names the field that is wrong', async () => {
    const taken = await admin.send('POST', '/people', {
      email: admin.session.moderator.email,
      name: 'x',
      role: 'viewer',
    });
    expect([taken.statusCode, taken.json<Problem>().errors?.[0]?.field]).toEqual([422, 'email']);
    const wrong = await admin.send('POST', '/people', { email: 'x', name: '', role: 'king' });
    expect(wrong.json<Problem>().errors?.map(({ field }) => field)).toEqual(['email', 'name', 'role']);
  });
});

describe('an account', () => {
  it('gets another role, and its sessions end', async () => {
    const other = await signedInAs(app, database.dataSource, 'moderator');
    const { id, name, email } = other.session.moderator;
    expect((await admin.send('POST', `/people/${id}/role`, { role: 'lead' })).statusCode).toBe(204);
    expect(await isIn(other)).toBe(false);
    expect((await postSignIn(app, { email })).json<SessionView>().moderator.role).toBe('lead');
    expect(await eventsOf(name)).toEqual([['role', admin.session.moderator.name, 'lead']]);
  });

  it('that is switched off opens nothing: no session, no sign-in, no token; until it is on again', async () => {
    const other = await signedInAs(app, database.dataSource, 'moderator');
    const { id, name, email } = other.session.moderator;
    const { token } = (await other.send('POST', '/tokens', { name: 'script' })).json<{ token: string }>();
    const script = () =>
      app.inject({ url: '/api/v1/session', headers: { authorization: `Bearer ${token}` } });
    expect((await script()).statusCode).toBe(200);
    await admin.send('POST', `/people/${id}/active`, { active: false });
    expect([await isIn(other), (await script()).statusCode]).toEqual([false, 401]);
    expect((await postSignIn(app, { email })).statusCode).toBe(401);
    expect((await personOf(id))?.state).toBe('off');
    await admin.send('POST', `/people/${id}/active`, { active: true });
    expect([(await postSignIn(app, { email })).statusCode, (await script()).statusCode]).toEqual([200, 200]);
    expect(await eventsOf(name)).toEqual([
      ['switched-on', admin.session.moderator.name, ''],
      ['switched-off', admin.session.moderator.name, ''],
    ]);
  });

  it('of a lead changes nobody of the same role or above', async () => {
    const lead = await signedInAs(app, database.dataSource, 'lead');
    const reset = async (role: Role) => {
      const { id } = await newModerator(database.dataSource, role);
      await database.dataSource.query(
        `insert into second_factor (moderator_id, secret, confirmed_at) values ($1, 'x', now())`,
        [id],
      );
      const { statusCode } = await lead.send('POST', `/people/${id}/second-factor/reset`);
      return [role, statusCode, (await personOf(id))?.secondFactor];
    };
    expect([await reset('moderator'), await reset('lead'), await reset('admin')]).toEqual([
      ['moderator', 204, false],
      ['lead', 409, true],
      ['admin', 409, true],
    ]);
    const own = lead.session.moderator.id;
    expect((await lead.send('POST', `/people/${own}/second-factor/reset`)).statusCode).toBe(409);
    expect((await lead.send('POST', `/people/${own}/role`, { role: 'admin' })).statusCode).toBe(403);
  });

  it('is changed by nobody with a stolen cookie, nor by a script', async () => {
    const thief = await signedInAs(app, database.dataSource, 'admin');
    const { id } = await newModerator(database.dataSource);
    await growStale(database.dataSource);
    const changes: [string, object | undefined][] = [
      ['/people', { email: 'evil@example.org', name: 'Evil', role: 'admin' }],
      [`/people/${id}/role`, { role: 'admin' }],
      [`/people/${id}/active`, { active: false }],
      [`/people/${id}/second-factor/reset`, undefined],
      [`/people/${id}/link`, undefined],
      ['/sites/default/policy/rollback', {}],
      ['/sites/default/policy/drafts/1/publish', { override: 'x' }],
      ['/tokens', { name: 'kept' }],
    ];
    const scripts = await bearerOf(database.dataSource, 'admin');
    for (const [path, body] of changes) {
      const refused = await thief.send('POST', path, body);
      expect([path, refused.statusCode, refused.json<Problem>().stepUp]).toEqual([path, 403, true]);
      if (path.includes('policy')) continue;
      const url = `/api/v1${path}`;
      const script = await app.inject({ method: 'POST', url, headers: scripts, payload: body ?? {} });
      expect([path, script.statusCode]).toEqual([path, 403]);
    }
    await database.dataSource.query('update session set confirmed_at = now()');
  });
});

describe('the command line', () => {
  const cli = (...args: string[]) => cliOf({ DATABASE_URL: database.url })(args);

  it('lets an admin who lost everything back in, on record', async () => {
    const lost = await signedInAs(app, database.dataSource, 'admin');
    const { email, name } = lost.session.moderator;
    const { secret } = (await lost.send('POST', '/account/second-factor')).json<SecondFactorStart>();
    await lost.send('POST', '/account/second-factor/confirm', { code: codeOf(secret) });
    const reset = await cli('moderator', 'reset', '--email', email.toUpperCase(), '--second-factor');
    expect(reset).toMatchObject({ code: 0, stderr: '' });
    expect((await lost.get('/session')).statusCode).toBe(401);
    const link = /http\S+/.exec(reset.stdout)?.[0] ?? '';
    const back = await accept(link, 'another long password');
    expect(back.json<SessionView>().moderator.email).toBe(email);
    expect((await eventsOf(name)).map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['factor-reset', 'link']),
    );
  });

  it('refuses an account that is not there, or is switched off', async () => {
    expect(await cli('moderator', 'reset', '--email', 'nobody@example.org')).toMatchObject({ code: 1 });
    const { id, email } = await newModerator(database.dataSource, 'viewer');
    await database.dataSource.query('update moderator set switched_off_at = now() where id = $1', [id]);
    const refused = await cli('moderator', 'reset', '--email', email);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('switched off')]);
  });
});

describe('the last admin', () => {
  const onlyAdmins = async (...ids: string[]) => {
    await database.dataSource.query(
      `update moderator set role = 'viewer' where role = 'admin' and not id = any($1)`,
      [ids],
    );
  };

  it('is neither switched off nor lowered', async () => {
    const { id } = admin.session.moderator;
    await onlyAdmins(id);
    await invite('admin');
    const lowered = await admin.send('POST', `/people/${id}/role`, { role: 'lead' });
    const off = await admin.send('POST', `/people/${id}/active`, { active: false });
    expect([lowered.statusCode, off.statusCode]).toEqual([409, 409]);
    expect(lowered.json<Problem>().detail).toContain('only admin');
  });

  it('stays when two admins lower each other at once', async () => {
    const other = await signedInAs(app, database.dataSource, 'admin');
    const [a, b] = [admin.session.moderator.id, other.session.moderator.id];
    await onlyAdmins(a, b);
    await Promise.all([
      admin.send('POST', `/people/${b}/role`, { role: 'viewer' }),
      other.send('POST', `/people/${a}/role`, { role: 'viewer' }),
    ]);
    const left: unknown[] = await database.dataSource.query(
      `select 1 from moderator where role = 'admin' and password_hash <> '!'`,
    );
    expect(left).toHaveLength(1);
  });

  it('is told of in a record that nobody changes', async () => {
    await expect(database.dataSource.query(`delete from people_event`)).rejects.toThrow('never changed');
    await expect(database.dataSource.query(`update people_event set detail = 'x'`)).rejects.toThrow(
      'never changed',
    );
  });
});
