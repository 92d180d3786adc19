import { Logger } from '@nestjs/common';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import type { DoctorView } from '../../src/contract/desk-api.js';
import type { ReviewItemDetail } from '../../src/contract/review-api.js';
import { policySchema } from '../../src/domain/policy.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import type { Signal } from '../../src/domain/signal.js';
import type { Site } from '../../src/domain/site.entity.js';
import { Examiner } from '../../src/operations/examiner.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

/** Stores are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let viewer: ModeratorBrowser;
let lead: ModeratorBrowser;
let admin: ModeratorBrowser;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  viewer = await signedInAs(app, database.dataSource, 'viewer');
  lead = await signedInAs(app, database.dataSource, 'lead');
  admin = await signedInAs(app, database.dataSource, 'admin');
  site = await rows.site();
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

describe('the examination', () => {
  it('is shown, and asked for again', async () => {
    jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    expect((await lead.get('/doctor')).json<DoctorView>()).toEqual({ last: null, asked: null });
    const examiner = new Examiner(database.dataSource, configOf(parseEnv({ DATABASE_URL: database.url })));
    await examiner.look();
    const first = (await lead.get('/doctor')).json<DoctorView>();
    expect(first).toMatchObject({ last: { balanced: true, complete: true, failure: null }, asked: null });
    expect(first.last?.checks.find(({ key }) => key === 'approved-is-public')).toEqual({
      key: 'approved-is-public',
      says: 'Approved submissions are public exactly once, all others not at all',
      violations: 0,
      examples: [],
    });
    expect((await lead.send('POST', '/doctor')).statusCode).toBe(403);
    const asked = await admin.send('POST', '/doctor');
    expect([asked.statusCode, asked.json<DoctorView>().asked?.by]).toEqual([
      202,
      admin.session.moderator.email,
    ]);
    await admin.send('POST', '/doctor');
    await examiner.look();
    await examiner.look();
    const after = (await lead.get('/doctor')).json<DoctorView>();
    expect(after.asked).toBeNull();
    expect(Date.parse(after.last?.at ?? '')).toBeGreaterThan(Date.parse(first.last?.at ?? ''));
    const [{ count }] = await database.dataSource.query<[{ count: number }]>(
      'select count(*)::int as count from examination',
    );
    expect(count).toBe(2);
    examiner.onModuleDestroy();
    await examiner.beforeApplicationShutdown();
  });
});

describe('what is hard to read', () => {
  const severeOf = async (id: string, language = 'en') =>
    (await viewer.get(`/review/submissions/${id}`, { 'accept-language': language })).json<ReviewItemDetail>()
      .severe;

  it('is what a rule says that is marked so, even where it only watches', async () => {
    const { rules, lists } = policySchema.parse({
      rules: [
        {
          id: 'gore',
          says: { en: 'gore', ja: '残虐な描写' },
          when: { contains: '@none' },
          then: { weight: 1 },
          mode: 'shadow',
          severe: true,
        },
        { id: 'rude', says: { en: 'rude', ja: '乱暴' }, when: { contains: '@none' }, then: { weight: 1 } },
      ],
      lists: { none: { terms: [{ term: 'x' }] } },
    });
    const policy = await rows.policy(site.id, { rules, lists });
    const { id, version } = await rows.submission({ siteId: site.id });
    const symbol = {
      mode: 'shadow' as const,
      action: null,
      weight: 1,
      group: null,
      reason: null,
      because: [],
      spans: [],
    };
    await database.dataSource.transaction((manager) =>
      settleSubmissions(manager, [
        {
          submissionId: id,
          from: 'received',
          version,
          to: 'held',
          reason: 'links',
          record: {
            kind: 'verdict',
            policyId: policy.id,
            outcome: 'hold',
            rule: 'links',
            matched: ['links'],
            signals: [],
            score: 0,
            symbols: [
              { rule: 'gore', ...symbol },
              { rule: 'rude', ...symbol },
            ],
            engine: 'test',
          },
        },
      ]),
    );
    expect([await severeOf(id), await severeOf(id, 'ja')]).toEqual([
      { says: 'gore' },
      { says: '残虐な描写' },
    ]);
  });

  it('is what services say of violence, sex and self-harm, if it is more likely than not', async () => {
    const signal = (labels: Record<string, number>): Signal => ({
      kind: 'provider',
      score: 1,
      evidence: { calls: [{ id: 'moderation', status: 'ok', labels }] } as never,
    });
    const of = async (labels: Record<string, number>) =>
      severeOf((await rows.settled('hold', { siteId: site.id }, [signal(labels)])).id);
    expect(await of({ violence: 0.9, 'self-harm': 0.5, sexual: 0.2 })).toEqual({
      says: 'violence; self-harm',
    });
    expect(await of({ abuse: 0.99, violence: 0.4 })).toBeNull();
  });

  it('is told wherever a text is shown beside another', async () => {
    const violent: Signal = {
      ...{ kind: 'provider', score: 1 },
      evidence: { calls: [{ id: 'moderation', status: 'ok', labels: { violence: 0.9 } }] } as never,
    };
    const { id: threadId } = await rows.thread({ siteId: site.id });
    const wish = {
      threadId,
      siteId: site.id,
      name: 'Vic',
      email: 'vic@example.org',
      body: 'The same words.',
    };
    const hard = await rows.settled('hold', wish, [violent]);
    await lead.send('POST', `/review/submissions/${hard.id}/decisions`, {
      ...{ act: 'reject', version: hard.version },
    });
    const waiting = await rows.settled('hold', wish, [violent]);
    const plain = await rows.heldSubmission({ ...wish, parentNumber: hard.number });
    const read = async (part: string) =>
      (await lead.get(`/review/submissions/${plain.id}${part}`, { 'accept-language': 'en' })).json();
    const says = { says: 'violence' };
    expect((await read('/context')).parents).toMatchObject([{ id: hard.id, severe: says }]);
    expect((await read('')).authorHistory.recent).toMatchObject([
      { id: waiting.id, severe: says },
      { id: hard.id, severe: says },
    ]);
    expect((await read('/author')).decisions).toMatchObject([{ submission: { id: hard.id, severe: says } }]);
    expect((await read('/author/waiting')).newest).toMatchObject([
      { id: plain.id, severe: null },
      { id: waiting.id, severe: says },
    ]);
    const { items } = await read('/cluster');
    expect(
      Object.fromEntries(items.map((one: { id: string; severe: unknown }) => [one.id, one.severe])),
    ).toEqual({
      ...{ [plain.id]: null, [hard.id]: says, [waiting.id]: says },
    });
  });
});
