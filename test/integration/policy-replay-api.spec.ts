import type {
  PolicyReplayDetail,
  PolicyReplays,
  ReplayReport,
} from '../../src/contract/policy-replay-api.js';
import type { PolicyDraftView } from '../../src/contract/policy-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { ForgetAddresses } from '../../src/screening/forget-addresses.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';
import { KNOWN_AUTHOR } from '../support/replays.js';
import { startWorker } from '../support/screening.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let app: TestApp;
let lead: ModeratorBrowser;
let site: Site;
let path: string;

const DOCUMENT = `
lists: { feud: { terms: [smithgate] } }
rules:
  - { id: feud, says: { en: Feud, ja: 論争 }, when: { contains: '@feud' }, then: { action: hold } }
`;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  lead = await signedInAs(app, database.dataSource, 'lead');
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

beforeEach(async () => {
  site = await given(database.dataSource).site();
  path = `/sites/${site.key}/policy/replays`;
});

/** A submission that the machine approved. */
const approved = (body: string, receivedAt = new Date()) =>
  given(database.dataSource).settled('approve', { siteId: site.id, body, receivedAt }, KNOWN_AUTHOR);

const detailOf = async (id: string) => (await lead.get(`${path}/${id}`)).json<PolicyReplayDetail>();

/** Asks for a replay. @returns it as it is then. */
async function asked(wish: object = { document: DOCUMENT }): Promise<PolicyReplayDetail> {
  const answer = await lead.send('POST', path, wish);
  expect([answer.statusCode, answer.body]).toEqual([202, expect.anything()]);
  return answer.json();
}

describe('with a worker', () => {
  let worker: Awaited<ReturnType<typeof startWorker>>;

  beforeAll(async () => {
    worker = await startWorker(database, { REPLAY_SHARE_PERCENT: '100' });
  });

  afterAll(() => worker.close());

  const reportOf = async (wish: object): Promise<ReplayReport> => {
    const { id } = await asked(wish);
    const done = await eventually('the replay is done', async () => {
      const detail = await detailOf(id);
      return detail.state === 'done' ? detail : undefined;
    });
    if (done.report === null) throw new Error('no report');
    return done.report;
  };

  it('tells within seconds what a document would have made of what is stored, and changes none of it', async () => {
    const caught = await approved('smithgate again');
    await approved('A calm remark');
    const stored = () =>
      database.dataSource.query(
        'select (select count(*) from verdict) as v, (select count(*) from policy) as p, (select sum(version) from submission) as s',
      );
    const before: unknown = await stored();
    const made = await asked();
    expect(made).toMatchObject({
      total: 2,
      limit: 10_000,
      since: null,
      version: null,
      draft: null,
      createdBy: lead.session.moderator.email,
      endedAt: null,
      failure: null,
    });
    const done = await eventually('the replay is done', async () => {
      const detail = await detailOf(made.id);
      return detail.state === 'done' ? detail : undefined;
    });
    expect(done).toMatchObject({ seen: 2, startedAt: expect.any(String), endedAt: expect.any(String) });
    expect(done.report).toMatchObject({ coverage: { seen: 2, lacking: 0 }, caught: 1, unchanged: 1 });
    expect(done.report?.samples.caught).toMatchObject([
      { id: caught.id, excerpt: 'smithgate again', rule: 'feud', why: expect.any(String) },
    ]);
    expect(done.report?.days).toMatchObject([{ seen: 2, caught: 1, freed: 0 }]);
    expect(await stored()).toEqual(before);
  });

  it('tries a version or a draft by its number', async () => {
    await approved('smithgate again');
    const drafts = `/sites/${site.key}/policy/drafts`;
    const { number, hash } = (
      await lead.send('POST', drafts, { document: DOCUMENT })
    ).json<PolicyDraftView>();
    expect(await reportOf({ draft: number })).toMatchObject({ caught: 1 });
    expect(await reportOf({ version: 1 })).toMatchObject({ caught: 0, unchanged: 1 });
    const { replays } = (await lead.get(path)).json<PolicyReplays>();
    expect(replays).toMatchObject([
      { version: 1, draft: null, state: 'done' },
      { version: null, draft: number, hash, state: 'done' },
    ]);
    expect(replays[0]).not.toHaveProperty('report');
  });

  it('looks at the newest up to a limit, since a time', async () => {
    await approved('smithgate, old', new Date('2026-01-01T00:00:00Z'));
    await approved('calm');
    await approved('calm too');
    expect((await reportOf({ document: DOCUMENT, limit: 1 })).coverage.seen).toBe(1);
    expect(await reportOf({ document: DOCUMENT, since: '2026-02-01' })).toMatchObject({
      coverage: { seen: 2 },
      caught: 0,
    });
    expect(await reportOf({ document: DOCUMENT })).toMatchObject({ coverage: { seen: 3 }, caught: 1 });
  });

  it('ends at once where nothing is stored', async () => {
    expect((await reportOf({ document: DOCUMENT })).coverage).toEqual({ seen: 0, lacking: 0, share: 1 });
  });

  it('shows no text that its author withdrew since', async () => {
    const { id } = await approved('smithgate again');
    const made = await asked();
    await eventually('the replay is done', async () => (await detailOf(made.id)).state === 'done');
    await database.dataSource.query(`update submission set state = 'withdrawn' where id = $1`, [id]);
    expect((await detailOf(made.id)).report?.samples.caught).toMatchObject([{ id, excerpt: '' }]);
    await database.dataSource.query(`update submission set state = 'approved' where id = $1`, [id]);
  });
});

describe('without a worker', () => {
  afterEach(() => database.dataSource.query('delete from policy_replay'));

  it('waits; a second one of the site is refused until the first is cancelled', async () => {
    const { id, state, report } = await asked();
    expect([state, report]).toEqual(['queued', null]);
    const second = await lead.send('POST', path, { document: DOCUMENT });
    expect([second.statusCode, second.json()]).toEqual([
      409,
      expect.objectContaining({ detail: expect.stringContaining(id) }),
    ]);
    for (let n = 0; n < 2; n += 1) {
      const cancelled = await lead.send('DELETE', `${path}/${id}`);
      expect(cancelled.statusCode).toBe(200);
      expect(cancelled.json()).toMatchObject({ state: 'cancelled', endedAt: expect.any(String) });
    }
    expect((await asked()).id).not.toBe(id);
  });

  it('goes on with one that was cancelled, unless another is under way', async () => {
    const { id } = await asked();
    await lead.send('DELETE', `${path}/${id}`);
    const resume = (which: string) => lead.send('POST', `${path}/${which}/resume`);
    const resumed = await resume(id);
    expect([resumed.statusCode, resumed.json()]).toMatchObject([202, { id, state: 'queued', endedAt: null }]);
    await lead.send('DELETE', `${path}/${id}`);
    await asked();
    expect((await resume(id)).statusCode).toBe(409);
    expect((await resume('0190a1b2-0000-7000-8000-000000000000')).statusCode).toBe(404);
    await database.dataSource.query(`update policy_replay set state = 'done' where id = $1`, [id]);
    expect((await resume(id)).statusCode).toBe(409);
  });

  it('has one winner when many ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => lead.send('POST', path, { document: DOCUMENT })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(5);
  });

  it('says why one failed, in the language of the reader, and cancels none that is at its end', async () => {
    const { id } = await asked();
    await database.dataSource.query(
      `update policy_replay set state = 'failed', failure = 'given-up', ended_at = now() where id = $1`,
      [id],
    );
    expect((await lead.get(`${path}/${id}`, { 'accept-language': 'ja' })).json()).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('繰り返し失敗'),
    });
    expect((await lead.send('DELETE', `${path}/${id}`)).statusCode).toBe(409);
    expect(await detailOf(id)).toMatchObject({ state: 'failed' });
  });

  it('is forgotten 30 days after its end', async () => {
    const ids = [];
    for (const days of [31, 29]) {
      const { id } = await asked();
      await database.dataSource.query(
        `update policy_replay set state = 'done', ended_at = now() - make_interval(days => $2) where id = $1`,
        [id, days],
      );
      ids.push(id);
    }
    await new ForgetAddresses(database.dataSource, app.config)['forget']();
    const { replays } = (await lead.get(path)).json<PolicyReplays>();
    expect(replays.map(({ id }) => id)).toEqual(ids.slice(1));
  });

  it.each(['viewer', 'moderator'] as const)('is not for a %s', async (role) => {
    const { id } = await asked();
    const other = await signedInAs(app, database.dataSource, role);
    const answers = [
      await other.get(path),
      await other.get(`${path}/${id}`),
      await other.send('POST', path, { document: DOCUMENT }),
      await other.send('DELETE', `${path}/${id}`),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403]);
    const stranger = await app.inject({ method: 'GET', url: `/api/v1${path}/${id}` });
    expect(stranger.statusCode).toBe(401);
    expect(await detailOf(id)).toMatchObject({ state: 'queued' });
  });

  it('is found under its own site only', async () => {
    const { id } = await asked();
    const other = `/sites/${(await given(database.dataSource).site()).key}/policy/replays`;
    expect((await lead.get(`${other}/${id}`)).statusCode).toBe(404);
    expect((await lead.send('DELETE', `${other}/${id}`)).statusCode).toBe(404);
    expect((await lead.get(`${path}/no-id`)).statusCode).toBe(404);
    const nowhere = '/sites/nowhere/policy/replays';
    expect((await lead.get(nowhere)).statusCode).toBe(404);
    expect((await lead.send('POST', nowhere, { document: DOCUMENT })).statusCode).toBe(404);
  });

  it('tells everything that is wrong with a document, as proposing does', async () => {
    const wrong = { document: 'maxlinks: 1\nmax_links: -1' };
    const faulty = await lead.send('POST', path, wrong);
    expect(faulty.statusCode).toBe(400);
    const { errors } = faulty.json<{ errors: { field: string; line: number }[] }>();
    expect(errors.map(({ field }) => field).sort()).toEqual(['document.max_links', 'document.maxlinks']);
    const proposed = await lead.send('POST', `/sites/${site.key}/policy/drafts`, wrong);
    expect(proposed.json<{ errors: unknown }>().errors).toEqual(errors);
  });

  it.each([
    [{}, 'document'],
    [{ document: DOCUMENT, version: 1 }, 'document'],
    [{ version: 1, draft: 1 }, 'document'],
    [{ version: 99 }, 'version'],
    [{ draft: 99 }, 'draft'],
    [{ draft: 0 }, 'draft'],
    [{ version: 1, since: 'yesterday' }, 'since'],
    [{ version: 1, limit: 0 }, 'limit'],
    [{ version: 1, speed: 9 }, 'speed'],
  ])('refuses %j', async (wish, field) => {
    const answer = await lead.send('POST', path, wish);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ field }] });
    expect((await lead.get(path)).json()).toEqual({ replays: [] });
  });
});
