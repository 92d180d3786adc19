import { Verdict } from '../../src/domain/verdict.entity.js';
import { LoadContext } from '../../src/screening/load-context.js';
import type { Policy } from '../../src/domain/policy.js';
import type { NearDuplicates } from '../../src/domain/signal.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { startWorker } from '../support/screening.js';
import { TEST_KEYS } from '../support/keys.js';

const TEXT =
  'The new bridge costs twice what was promised, and nobody at the council wants to say why it does.';
const NONE = { same: 0, similar: 0, authors: 0, networks: 0, ids: [] };

/** A text so long as TEXT that is nearly the same: one word is another. */
const variant = (n: number) => TEXT.replace('bridge', `br${'xyz'.charAt(n % 3)}dge`);

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

/** What a worker that has just started sees beside these submissions, all at once. */
async function seen(...submissions: Submission[]): Promise<(NearDuplicates | undefined)[]> {
  const loader = new LoadContext(database.dataSource, TEST_KEYS);
  const loaded = await Promise.all(submissions.map(({ id }) => loader.load(id)));
  return loaded.map((waiting) => waiting?.context.nearDuplicates);
}

const bandsOf = async ({ id }: Submission): Promise<number> => {
  const [row]: { count: number }[] = await database.dataSource.query(
    'select count(*)::int as count from text_band where submission_id = $1',
    [id],
  );
  return row?.count ?? 0;
};

describe('near duplicates', () => {
  it('are seen by those who are screened at the same moment, with their authors and networks', async () => {
    const place = await aSite();
    const raid = [
      await rows.submission({ ...place, body: TEXT, email: 'a@example.org', networkHash: 'n1' }),
      await rows.submission({ ...place, body: `${TEXT}!!`, email: 'b@example.org', networkHash: 'n1' }),
      await rows.submission({ ...place, body: variant(1), email: 'b@example.org', networkHash: 'n2' }),
      await rows.submission({ ...place, body: 'Something else altogether, about trains and their delays.' }),
    ];
    const [first, second, third, other] = await seen(...raid);
    expect(first).toMatchObject({ same: 2, similar: 0, authors: 1, networks: 2 });
    expect(second).toMatchObject({ same: 2, authors: 2, networks: 2 });
    expect(new Set(third?.ids)).toEqual(new Set([raid[0]?.id, raid[1]?.id]));
    expect(other).toEqual(NONE);
  });

  it('are noted once, however often a job is delivered and by however many workers', async () => {
    const submission = await rows.submission({ ...(await aSite()), body: TEXT });
    await Promise.all(Array.from({ length: 4 }, () => seen(submission)));
    expect(await bandsOf(submission)).toBe(16);
    expect(await seen(submission)).toEqual([NONE]);
  });

  it('are none for a text of fewer than eight letters', async () => {
    const place = await aSite();
    const [one, other] = [
      await rows.submission({ ...place, body: '草草草 1!' }),
      await rows.submission({ ...place, body: '草草草 1?' }),
    ];
    expect(await seen(one, other)).toEqual([NONE, NONE]);
    expect(await bandsOf(one)).toBe(0);
  });

  it('are of the same site, and within the hours of its policy before or after', async () => {
    const place = await aSite({ near_duplicates: { count: 3, hours: 2 } });
    const now = Date.now();
    const at = (minutes: number) => new Date(now - minutes * 60_000);
    const [old, recent, late] = [
      await rows.submission({ ...place, body: variant(0), receivedAt: at(240) }),
      await rows.submission({ ...place, body: variant(1), receivedAt: at(130) }),
      await rows.submission({ ...place, body: variant(2), receivedAt: at(0) }),
    ];
    const elsewhere = await rows.submission({ ...(await aSite()), body: TEXT, receivedAt: at(130) });
    const found = await seen(old, recent, late, elsewhere);
    expect(found.map((one) => one?.ids)).toEqual([[recent.id], [old.id], [], []]);
  });

  it.each([
    [3, 20],
    [40, 40],
  ])('are as many as the policy asks for (%i), and twenty at least (%i), of a flood', async (count, most) => {
    const place = await aSite({ near_duplicates: { count, hours: 24 } });
    const flood = await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        rows.submission({ ...place, body: TEXT, receivedAt: new Date(Date.now() - (1 + n) * 1_000) }),
      ),
    );
    const found = await seen(...flood);
    expect(found.every((one) => one?.same === most && one.ids.length === 20)).toBe(true);
  });

  it('hold from as many on as the policy says, and say so', async () => {
    const { threadId } = await aSite({ first_held: 0, previously_approved: false, repeated_text: 0 });
    const worker = await startWorker(database);
    const rules: string[] = [];
    for (const n of [0, 1, 2, 0]) {
      const submission = await rows.submission({ threadId, body: variant(n) });
      worker.enqueue(submission);
      rules.push((await worker.verdictOf(submission)).rule);
    }
    expect(rules).toEqual(['default', 'default', 'default', 'near-duplicates']);
    await worker.close();
    const last = await database.dataSource
      .getRepository(Verdict)
      .findOneByOrFail({ rule: 'near-duplicates' });
    expect(last.signals).toContainEqual({
      kind: 'near-duplicates',
      score: 1,
      evidence: expect.objectContaining({ same: 3, similar: 0, authors: 3, hours: 24 }),
    });
  });

  it('are forgotten after four days', async () => {
    const place = await aSite();
    const days = (n: number) => new Date(Date.now() - n * 86_400_000);
    const old = await rows.submission({ ...place, body: TEXT, receivedAt: days(4.1) });
    const recent = await rows.submission({ ...place, body: TEXT, receivedAt: days(3.9) });
    await seen(old, recent);
    const worker = await startWorker(database);
    await eventually('the old hashes are gone', async () => (await bandsOf(old)) === 0);
    expect(await bandsOf(recent)).toBe(16);
    await worker.close();
  });
});
