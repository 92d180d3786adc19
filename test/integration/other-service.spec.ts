import type { SessionView } from '../../src/contract/review-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { newModerator } from '../support/moderators.js';
import { type OidcProvider, startOidcProvider } from '../support/oidc-provider.js';

let database: TestDatabase;
let provider: OidcProvider;
let app: TestApp;

beforeAll(async () => {
  [database, provider] = await Promise.all([createTestDatabase(), startOidcProvider()]);
  app = await startApp({ databaseUrl: database.url, env: environment(provider.issuer) });
});

afterAll(async () => {
  await app.close();
  await provider.stop();
  await database.destroy();
});

beforeEach(() => {
  provider.wish = { claims: {} };
});

function environment(issuer: string): Record<string, string> {
  return {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'desk',
    OIDC_CLIENT_SECRET: 'a secret of the desk',
    OIDC_NAME: 'House accounts',
    OIDC_ALLOW_HTTP: 'true',
  };
}

const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));

/** Goes to the service and comes back; `change` is what becomes of the address or the cookie on the way. */
async function signIn(change: (address: URL, cookies: Record<string, string>) => void = () => undefined) {
  const start = await app.inject({ url: '/api/v1/oidc/start' });
  expect(start.statusCode).toBe(302);
  const there = await fetch(String(start.headers.location), { redirect: 'manual' });
  const address = new URL(there.headers.get('location') ?? '');
  const cookies = cookiesOf(start);
  change(address, cookies);
  const back = await app.inject({ url: address.pathname + address.search, cookies });
  expect(back.statusCode).toBe(302);
  const session = cookiesOf(back)['replydesk_session'];
  return { to: String(back.headers.location), session };
}

const whoIs = async (session: string) =>
  (await app.inject({ url: '/api/v1/session', cookies: { replydesk_session: session } })).json<SessionView>();

async function invited(email: string): Promise<string> {
  const { id } = await newModerator(database.dataSource, 'moderator');
  await database.dataSource.query(`update moderator set email = $1, password_hash = '!' where id = $2`, [
    email,
    id,
  ]);
  return id;
}

describe('another service for signing in', () => {
  it('is named to the sign-in page', async () => {
    expect((await app.inject({ url: '/api/v1/oidc' })).json()).toEqual({ name: 'House accounts' });
  });

  it('lets in who was invited, and knows them again by another e-mail', async () => {
    const id = await invited('person@example.org');
    const first = await signIn();
    expect(first.to).toBe('/console/');
    expect((await whoIs(first.session ?? '')).moderator).toMatchObject({ id, role: 'moderator' });
    provider.wish = { claims: { email: 'married@example.org' } };
    expect((await whoIs((await signIn()).session ?? '')).moderator.id).toBe(id);
    const events = await database.dataSource.query(`select kind from people_event where moderator_id = $1`, [
      id,
    ]);
    expect(events).toEqual([{ kind: 'other-service' }]);
  });

  it('lets nobody in by the e-mail of an account that is another one there', async () => {
    const taken = await invited('taken@example.org');
    await database.dataSource.query(`update moderator set oidc_subject = 'elsewhere 7' where id = $1`, [
      taken,
    ]);
    provider.wish = { claims: { sub: 'thief', email: 'taken@example.org' } };
    expect(await signIn()).toEqual({ to: '/console/?sign-in=unknown', session: undefined });
  });

  it('does not let in who is switched off', async () => {
    const id = await invited('off@example.org');
    await database.dataSource.query(`update moderator set switched_off_at = now() where id = $1`, [id]);
    provider.wish = { claims: { sub: 'off', email: 'off@example.org' } };
    expect((await signIn()).to).toBe('/console/?sign-in=unknown');
  });

  const unknown: [string, Record<string, unknown>][] = [
    ['nobody was invited', { sub: 'stranger', email: 'stranger@example.org' }],
    ['the e-mail is not verified', { sub: 'new', email: 'waiting@example.org', email_verified: false }],
    ['there is no e-mail', { sub: 'new', email: undefined }],
  ];
  it.each(unknown)('lets nobody in when %s', async (_when, claims) => {
    if (claims['email'] === 'waiting@example.org') await invited('waiting@example.org');
    provider.wish = { claims };
    expect(await signIn()).toEqual({ to: '/console/?sign-in=unknown', session: undefined });
  });

  const past = Math.floor(Date.now() / 1_000) - 3_600;
  const wrong: [string, Record<string, unknown>][] = [
    ['another nonce', { nonce: 'planted' }],
    ['another audience', { aud: 'somebody-else' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['a time that is over', { iat: past - 300, exp: past }],
  ];
  it.each(wrong)('refuses %s', async (_what, claims) => {
    provider.wish = { claims };
    expect(await signIn()).toEqual({ to: '/console/?sign-in=refused', session: undefined });
  });

  it('refuses a token that another key has signed', async () => {
    provider.wish = { claims: {}, key: 'another' };
    expect((await signIn()).to).toBe('/console/?sign-in=refused');
  });

  it('refuses another state, an error, and a browser that did not set out', async () => {
    const planted = await signIn((address) => address.searchParams.set('state', 'planted'));
    expect(planted).toEqual({ to: '/console/?sign-in=refused', session: undefined });
    const failed = await signIn((address) => {
      address.searchParams.delete('code');
      address.searchParams.set('error', 'access_denied');
    });
    expect(failed.to).toBe('/console/?sign-in=refused');
    const foreign = await signIn((_address, cookies) => delete cookies['replydesk_oidc']);
    expect(foreign).toEqual({ to: '/console/?sign-in=late', session: undefined });
    const forged = await signIn((_address, cookies) => (cookies['replydesk_oidc'] = 'forged'));
    expect(forged.to).toBe('/console/?sign-in=late');
  });

  it('asks for the code of a second factor too', async () => {
    const id = await invited('careful@example.org');
    await database.dataSource.query(
      `insert into second_factor (moderator_id, secret, confirmed_at) values ($1, 'x', now())`,
      [id],
    );
    provider.wish = { claims: { sub: 'careful', email: 'careful@example.org' } };
    expect(await signIn()).toEqual({ to: '/console/?sign-in=code', session: undefined });
  });

  it('may be away when the desk starts, and is asked again', async () => {
    const away = await startApp({ databaseUrl: database.url, env: environment('http://127.0.0.1:1') });
    try {
      const start = await away.inject({ url: '/api/v1/oidc/start' });
      expect([start.statusCode, start.headers.location]).toEqual([302, '/console/?sign-in=unreachable']);
    } finally {
      await away.close();
    }
  });

  it('is nowhere where none is set', async () => {
    const none = await startApp({ databaseUrl: database.url });
    try {
      expect((await none.inject({ url: '/api/v1/oidc' })).json()).toEqual({ name: null });
      for (const url of ['/api/v1/oidc/start', '/api/v1/oidc/back'])
        expect((await none.inject({ url })).statusCode).toBe(404);
    } finally {
      await none.close();
    }
  });

  it('must be set as a whole, and asked with TLS', async () => {
    const start = (env: Record<string, string>) => startApp({ databaseUrl: database.url, env });
    await expect(start({ OIDC_ISSUER: 'https://id.example' })).rejects.toThrow('OIDC_CLIENT_ID');
    const { OIDC_ALLOW_HTTP: _allowed, ...rest } = environment('http://id.example');
    await expect(start(rest)).rejects.toThrow('not https');
  });
});
