import { startApp, type TestApp } from '../support/app.js';
import { formFields, numberIn, postForm } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type TcpGate, tcpGate } from '../support/tcp-gate.js';

let database: TestDatabase;
let gate: TcpGate;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  gate = await tcpGate(database.url);
  app = await startApp({ databaseUrl: gate.url });
}, 60_000);

afterAll(async () => {
  await app.close();
  await gate.shut();
  await database.destroy();
});

describe('while the database is away', () => {
  const fields = formFields({
    comment: 'Do not lose me',
    replydesk_key: 'e5a1b9d0-1111-4222-8333-444455556666',
  });

  it('the form comes back with its text, to be sent again with one press', async () => {
    await gate.shut();
    const response = await postForm(app, fields, { headers: { 'accept-language': 'ja' } });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(response.headers['set-cookie']).toBeUndefined();
    expect(response.body).toContain('<body id="error-page">');
    expect(response.body).toContain('コメントを保存できませんでした');
    expect(response.body).toContain('Do not lose me</textarea>');
    expect(response.body).toContain('value="e5a1b9d0-1111-4222-8333-444455556666"');
    expect(response.headers['content-security-policy']).toContain("form-action 'self' https: http:");
    await gate.open();
    expect(numberIn(await postForm(app, fields))).toBeGreaterThan(0);
  });

  it('scripts are told in their format', async () => {
    await gate.shut();
    const response = await postForm(app, formFields(), { headers: { accept: 'application/json' } });
    await gate.open();
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'wp_die', data: { status: 503 } });
  });
});
