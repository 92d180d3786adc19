import { Webhook } from 'standardwebhooks';
import type { Translation, TranslationOffer } from '../../src/contract/item-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import {
  JSON_MISBEHAVIOURS,
  MISBEHAVIOURS,
  type MisbehavingServer,
  startMisbehavingServer,
  well,
} from '../support/misbehaving-server.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

const SECRETS = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_c2Vjb25kIHNlY3JldCBmb3Igcm90YXRpb24h'];
const GOOD = { type: 'application/json', body: JSON.stringify({ text: 'A thoughtful remark.' }) };

let database: TestDatabase;
let server: MisbehavingServer;
let app: TestApp;
let plain: TestApp;
let moderator: ModeratorBrowser;
let id: string;

const envOf = (url: string) => ({
  TRANSLATE_URL: url,
  TRANSLATE_SECRETS: SECRETS.join(','),
  TRANSLATE_TIMEOUT_MS: '400',
});

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startMisbehavingServer();
  const reach = { PROVIDER_ALLOW_PRIVATE: 'true', PROVIDER_ALLOW_HTTP: 'true' };
  app = await startApp({ databaseUrl: database.url, env: { ...envOf(server.url), ...reach } });
  plain = await startApp({ databaseUrl: database.url });
  moderator = await signedInAs(app, database.dataSource, 'moderator');
  ({ id } = await given(database.dataSource).heldSubmission({ body: '思慮深い意見です。' }));
}, 60_000);

afterAll(async () => {
  await Promise.all([app.close(), plain.close()]);
  await server.close();
  await database.destroy();
});

beforeEach(() => void server.asked.splice(0));

const translate = (body: object = { to: 'en' }, by = moderator, of = id) =>
  by.send('POST', `/review/submissions/${of}/translation`, body);

describe('a translation', () => {
  it('is asked for by a signed request that says nothing but text and languages, when somebody wants it', async () => {
    server.behaves(well, GOOD);
    await moderator.get(`/review/submissions/${id}`);
    expect((await moderator.get('/review/translation')).json<TranslationOffer>()).toEqual({
      available: true,
    });
    expect(server.asked).toEqual([]);
    expect((await translate()).json<Translation>()).toEqual({ text: 'A thoughtful remark.', to: 'en' });
    const [asked] = server.asked;
    expect(JSON.parse(asked?.body ?? '')).toEqual({ text: '思慮深い意見です。', from: 'ja', to: 'en' });
    const headers = asked?.headers as Record<string, string>;
    for (const secret of SECRETS)
      expect(() => new Webhook(secret).verify(asked?.body ?? '', headers)).not.toThrow();
  });

  it.each(Object.entries({ ...MISBEHAVIOURS, ...JSON_MISBEHAVIOURS }))(
    'is none when the service %s',
    async (name, behaviour) => {
      // 200 KB are an answer here, up to a limit of its own; members that are not asked for are none.
      if (name === 'sends more than is read') {
        const huge = JSON.stringify({ text: 'x'.repeat(900_000) });
        server.behaves(well, { ...GOOD, body: huge });
      } else server.behaves(behaviour, GOOD);
      const answer = await translate();
      expect(answer.statusCode).toBe(503);
      expect(answer.body).not.toContain('127.0.0.1');
    },
  );

  it('is not asked for in a private network unless the operator allows it', async () => {
    const strict = await startApp({ databaseUrl: database.url, env: envOf(server.url) });
    const browser = await signedInAs(strict, database.dataSource, 'moderator');
    server.behaves(well, GOOD);
    expect((await translate({ to: 'en' }, browser)).statusCode).toBe(503);
    expect(server.asked).toEqual([]);
    await strict.close();
  });

  it('is not offered where none is set up, and is a moderator’s', async () => {
    const browser = await signedInAs(plain, database.dataSource, 'moderator');
    expect((await browser.get('/review/translation')).json<TranslationOffer>()).toEqual({ available: false });
    expect((await translate({ to: 'en' }, browser)).statusCode).toBe(503);
    const viewer = await signedInAs(app, database.dataSource, 'viewer');
    expect((await translate({ to: 'en' }, viewer)).statusCode).toBe(403);
    expect((await translate({ to: 'de' })).statusCode).toBe(400);
    expect((await translate({ to: 'en' }, moderator, 'x')).statusCode).toBe(404);
  });
});
