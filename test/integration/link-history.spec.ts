import type { Policy } from '../../src/domain/policy.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { LoadContext } from '../../src/screening/load-context.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { TEST_KEYS } from '../support/keys.js';

const MINUTE = 60_000;

let database: TestDatabase;
let rows: ReturnType<typeof given>;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
});

afterAll(() => database.destroy());

async function aSite(patch: Partial<Policy> = {}): Promise<{ threadId: string }> {
  const { id: siteId } = await rows.site();
  await rows.policy(siteId, patch);
  return { threadId: (await rows.thread({ siteId })).id };
}

/** What a worker that has just started knows of the links of these submissions, all at once. */
async function known(...submissions: Submission[]) {
  const loader = new LoadContext(database.dataSource, TEST_KEYS);
  const loaded = await Promise.all(submissions.map(({ id }) => loader.load(id)));
  return loaded.map((waiting) => waiting?.context.linkedDomains);
}

/** A submission that was screened, and then settled by a person or the machine. */
async function settled(outcome: 'approved' | 'rejected' | 'held', place: { threadId: string }, body: string) {
  const submission = await rows.submission({ ...place, body });
  await known(submission);
  await database.dataSource.query('update submission set state = $2 where id = $1', [submission.id, outcome]);
  return submission;
}

const notes = async ({ id }: Submission): Promise<string[]> => {
  const found: { domain: string }[] = await database.dataSource.query(
    'select domain from link_domain where submission_id = $1 order by domain',
    [id],
  );
  return found.map(({ domain }) => domain);
};

describe('a domain that a submission links to', () => {
  it('is known once another submission of the site that links to it is approved, and no more when that is undone', async () => {
    const place = await aSite();
    const body = 'see https://www.known.example/x';
    const wanted = () => rows.submission({ ...place, body: 'and https://blog.known.example' });
    const approvedOf = async () => (await known(await wanted()))[0]?.map(({ approved }) => approved);
    await settled('rejected', place, body);
    await settled('held', place, body);
    await settled('approved', await aSite(), body);
    expect(await approvedOf()).toEqual([false]);
    const { id } = await settled('approved', place, body);
    expect(await approvedOf()).toEqual([true]);
    await database.dataSource.query(`update submission set state = 'held' where id = $1`, [id]);
    expect(await approvedOf()).toEqual([false]);
  });

  it('is not known by the submission itself', async () => {
    const submission = await rows.submission({ ...(await aSite()), body: 'https://own.example' });
    expect(await known(submission)).toEqual([[{ domain: 'own.example', approved: false, recent: 0 }]]);
    expect(await known(submission)).toEqual([[{ domain: 'own.example', approved: false, recent: 0 }]]);
  });

  it('is counted within the minutes of the policy before, by those too who are screened at the same moment', async () => {
    const place = await aSite({ rates: { minutes: 5 } });
    const now = Date.now();
    const at = (minutes: number, body: string) =>
      rows.submission({ ...place, body, receivedAt: new Date(now - minutes * MINUTE) });
    const raid = [
      await at(11, 'http://a.example'),
      await at(4, 'http://a.example http://b.example'),
      await at(3, 'http://www.a.example'),
      await at(2, 'http://b.example http://a.example'),
    ];
    const recent = (await known(...raid)).map((domains) => domains?.map((one) => [one.domain, one.recent]));
    expect(recent).toEqual([
      [['a.example', 0]],
      [
        ['a.example', 0],
        ['b.example', 0],
      ],
      [['a.example', 1]],
      [
        ['b.example', 1],
        ['a.example', 2],
      ],
    ]);
  });

  it('is known by its first approvals and its last ones, however many came between', async () => {
    const flood = (siteThread: { threadId: string; siteId: string }, domain: string, from: string) =>
      database.dataSource.query(
        `with s as (
           insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                                   user_agent, duplicate_hash, text_hash, state, received_at)
           select gen_random_uuid(), $1, $2, '', '', '', '', '', 'x', '', gen_random_uuid()::text, n::text, 'held',
                  now() + $4::interval + make_interval(secs => n)
             from generate_series(1, 150) as n returning id, site_id, received_at)
         insert into link_domain (site_id, domain, received_at, submission_id)
         select site_id, $3, received_at, id from s`,
        [siteThread.siteId, siteThread.threadId, domain, from],
      );
    const place = await aSite();
    const [{ site_id: siteId = '' } = {}]: { site_id?: string }[] = await database.dataSource.query(
      'select site_id from thread where id = $1',
      [place.threadId],
    );
    await settled('approved', place, 'http://early.example http://late.example');
    await flood({ ...place, siteId }, 'early.example', '1 hour');
    await flood({ ...place, siteId }, 'late.example', '-1 day');
    await flood({ ...place, siteId }, 'never.example', '-1 day');
    const body = 'http://early.example http://late.example http://never.example';
    const [domains] = await known(await rows.submission({ ...place, body }));
    expect(domains?.map(({ approved }) => approved)).toEqual([true, true, false]);
  });
});

describe('the domains of a submission', () => {
  it('are noted once, however often a job is delivered and by however many workers', async () => {
    const place = await aSite();
    const submission = await rows.submission({
      ...place,
      body: 'http://b.example http://a.example b@b.example',
    });
    await Promise.all(Array.from({ length: 4 }, () => known(submission)));
    expect(await notes(submission)).toEqual(['a.example', 'b.example']);
    const plain = await rows.submission({ ...place, body: 'no link' });
    expect(await known(plain)).toEqual([[]]);
    expect(await notes(plain)).toEqual([]);
  });

  it('are looked up to twenty; more are new, as is what no database can hold', async () => {
    const place = await aSite();
    const body = Array.from({ length: 25 }, (_, n) => `http://d${n}.example`).join(' ');
    await settled('approved', place, body);
    const [domains] = await known(await rows.submission({ ...place, body }));
    expect(domains?.filter(({ approved }) => approved).length).toBe(20);
    expect(domains?.length).toBe(25);
    const long = `${'a.'.repeat(40)}${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}`;
    const strange = await rows.submission({
      ...place,
      body: `http://${'x'.repeat(300)}.${long} mail a@\u{d7ff}\u{1f600}.example http://ok.example`,
    });
    const [seen] = await known(strange);
    expect(seen?.length).toBeGreaterThan(0);
    expect(seen?.some(({ approved }) => approved)).toBe(false);
    expect(await notes(strange)).toContain('ok.example');
  });
});

it('fails the whole context when the database does, so that the job comes again', async () => {
  const other = await createTestDatabase();
  const { dataSource } = other;
  const own = given(dataSource);
  const { id } = await own.submission({ body: 'http://a.example' });
  await dataSource.query('alter table link_domain rename to elsewhere');
  await expect(new LoadContext(dataSource, TEST_KEYS).load(id)).rejects.toThrow(/link_domain/);
  await dataSource.query('alter table elsewhere rename to link_domain');
  expect((await new LoadContext(dataSource, TEST_KEYS).load(id))?.context.linkedDomains).toHaveLength(1);
  await other.destroy();
});
