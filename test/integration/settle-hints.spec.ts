import pg from 'pg';
import { Effect } from '../../src/domain/outbox.entity.js';
import { REVIEW_CHANNEL, type Settlement, settleSubmissions } from '../../src/domain/settle-submission.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { EFFECTS_CHANNEL } from '../../src/domain/write-effects.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let rows: ReturnType<typeof given>;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
});

afterAll(() => database.destroy());

const settle = (...settlements: Settlement[]) =>
  database.dataSource.transaction((manager) => settleSubmissions(manager, settlements));

async function holding(submission: Submission): Promise<Settlement> {
  return {
    submissionId: submission.id,
    from: 'received',
    version: submission.version,
    to: 'held',
    reason: 'links',
    record: {
      kind: 'verdict',
      policyId: (await rows.policyInForce(submission.siteId)).id,
      outcome: 'hold',
      rule: 'links',
      matched: ['links'],
      signals: [],
      score: 0,
      symbols: [],
      engine: 'test',
    },
  };
}

describe('the hints', () => {
  /** What was said on both channels while `work` went on, a mark at its end. */
  async function heard(work: () => Promise<unknown>): Promise<string[]> {
    const client = new pg.Client({ connectionString: database.url });
    const said: string[] = [];
    client.on('notification', ({ channel, payload }) => said.push(`${channel}${payload}`));
    await client.connect();
    await client.query(`listen ${REVIEW_CHANNEL}; listen ${EFFECTS_CHANNEL}; listen mark`);
    await work();
    await client.query(`notify mark`);
    await eventually('the mark is heard', () => said.includes('mark'));
    await client.end();
    return said.filter((word) => word !== 'mark').sort();
  }

  it('tell the console that something was settled, and nobody where nothing was', async () => {
    const submission = await rows.submission();
    const settlement = await holding(submission);
    expect(await heard(() => settle(settlement))).toEqual([REVIEW_CHANNEL]);
    expect(await heard(() => settle(settlement))).toEqual([]);
  });

  it('tell of effects where the site has a webhook, each with its record', async () => {
    const site = await rows.site();
    await database.dataSource.query(
      `update site set webhook_url = 'https://hook.example/', webhook_secret = 'x', webhook_since = now() where id = $1`,
      [site.id],
    );
    const [told, untold] = [await rows.submission({ siteId: site.id }), await rows.submission()];
    const settlements = [await holding(told), await holding(untold)];
    expect(await heard(() => settle(...settlements))).toEqual([EFFECTS_CHANNEL, REVIEW_CHANNEL].sort());
    const [verdict] = await database.dataSource.getRepository(Verdict).findBy({ submissionId: told.id });
    expect(await database.dataSource.getRepository(Effect).find()).toMatchObject([
      { siteId: site.id, submissionId: told.id, recordId: verdict?.id, kind: 'webhook', state: 'pending' },
    ]);
  });
});
