import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyJsonSchema } from '../../src/domain/policy-json-schema.js';
import { startApp } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

const plain: unknown = JSON.parse(JSON.stringify(policyJsonSchema()));

it('is in docs/policy.schema.json as it is: npx replydesk policy schema > docs/policy.schema.json', () => {
  const stored = readFileSync(join(__dirname, '../../docs/policy.schema.json'), 'utf8');
  expect(JSON.parse(stored)).toEqual(plain);
});

it('names every field, and what conditions may be', () => {
  expect(plain).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    properties: {
      mode: { enum: ['moderate', 'policy'] },
      rules: { type: 'array', items: { required: ['id', 'says', 'when', 'then'] } },
    },
  });
});

it('is printed without a database, and answered to anybody', async () => {
  expect((await cliOf({})(['policy', 'schema'])).json()).toEqual(plain);
  const database = await createTestDatabase();
  const app = await startApp({ databaseUrl: database.url });
  const answer = await app.inject({ method: 'GET', url: '/api/v1/policy/schema' });
  expect(answer.headers['content-type']).toContain('application/schema+json');
  expect(answer.json()).toEqual(plain);
  await app.close();
  await database.destroy();
});
