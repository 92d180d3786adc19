import { randomUUID } from 'node:crypto';
import { Site } from '../../src/domain/site.entity.js';
import { putWebhook } from '../../src/sites/put-webhook.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { patient, SETTINGS, violationsOf } from '../support/doctor.js';
import { effectsOf } from '../support/effects.js';
import { given } from '../support/given.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let on: ReturnType<typeof patient>;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  on = patient(database);
  const { key } = await rows.site();
  await putWebhook(database.dataSource, { siteKey: key, url: 'https://news.example/hook' });
  site = await database.dataSource.getRepository(Site).findOneByOrFail({ key });
});

afterAll(() => database.destroy());

const expectFound: ReturnType<typeof patient>['expectFound'] = (...found) => on.expectFound(...found);

/** A submission on the site with a webhook, and its only effect. */
async function settledWithEffect() {
  const submission = await rows.settled('approve', { siteId: site.id });
  const [effect] = await effectsOf(database.dataSource, submission);
  if (effect === undefined) throw new Error('no effect was written');
  return { submission, effect };
}

describe('doctor, of effects', () => {
  it('finds an effect whose verdict or decision does not exist', async () => {
    const { effect } = await settledWithEffect();
    const stray = randomUUID();
    await on.sql(
      `insert into outbox (id, site_id, submission_id, record_id, kind) values ($1, $2, $3, $4, 'webhook')`,
      [stray, effect.siteId, effect.submissionId, randomUUID()],
    );
    await expectFound('every-effect-has-its-record', `effect ${stray}`, () =>
      on.sql('delete from outbox where id = $1', [stray]),
    );
  });

  it('finds an effect that names the record of another submission', async () => {
    const { effect } = await settledWithEffect();
    const other = await rows.heldSubmission({ siteId: site.id });
    await on.sql('update outbox set submission_id = $2 where id = $1', [effect.id, other.id]);
    await expectFound('every-effect-has-its-record', `effect ${effect.id}`, () =>
      on.sql('update outbox set submission_id = $2 where id = $1', [effect.id, effect.submissionId]),
    );
  });

  it('finds a record that two effects of a kind tell of', async () => {
    const { effect } = await settledWithEffect();
    const twin = randomUUID();
    await on.sql('alter table outbox drop constraint outbox_record');
    await on.sql(
      `insert into outbox (id, site_id, submission_id, record_id, kind)
       select $2, site_id, submission_id, record_id, kind from outbox where id = $1`,
      [effect.id, twin],
    );
    await expectFound('every-effect-has-its-record', `record ${effect.recordId}`, async () => {
      await on.sql('delete from outbox where id = $1', [twin]);
      await on.sql('alter table outbox add constraint outbox_record unique (kind, record_id)');
    });
  });

  it('finds a verdict that the site was not told of', async () => {
    const { effect } = await settledWithEffect();
    await on.sql('create table kept_effect as select * from outbox where id = $1', [effect.id]);
    await on.sql('delete from outbox where id = $1', [effect.id]);
    await expectFound('every-record-has-its-effect', `record ${effect.recordId}`, () =>
      on.sql('insert into outbox select * from kept_effect'),
    );
  });

  it('finds an effect that was cancelled though nothing was taken back, or though it was told', async () => {
    const { effect, submission } = await settledWithEffect();
    await on.sql(`update outbox set state = 'cancelled' where id = $1`, [effect.id]);
    await expectFound('cancelled-effects-were-taken-back', `effect ${effect.id}`, () =>
      on.sql(`update outbox set state = 'pending' where id = $1`, [effect.id]),
    );
    const decided = await on.decide(submission, 'rejected');
    await on.sql(`update outbox set due_at = now() + interval '1 minute' where submission_id = $1`, [
      submission.id,
    ]);
    await on.undo(decided);
    const cancelled = (await effectsOf(database.dataSource, submission)).filter(
      ({ state }) => state === 'cancelled',
    );
    expect(cancelled).toHaveLength(2);
    const [told, other] = cancelled;
    await on.sql(`update outbox set attempts = 1 where id = $1`, [told?.id]);
    await expectFound('cancelled-effects-were-taken-back', `effect ${told?.id}`, () =>
      on.sql(`update outbox set attempts = 0 where id = $1`, [told?.id]),
    );
    await on.sql(`update outbox set state = 'done' where id = $1`, [told?.id]);
    await expectFound('cancelled-effects-were-taken-back', `effect ${other?.id}`, () =>
      on.sql(`update outbox set state = 'cancelled' where id = $1`, [told?.id]),
    );
  });

  it('does not miss what was settled before the site had its webhook', async () => {
    const later = await rows.site();
    const before = await rows.settled('approve', { siteId: later.id });
    await putWebhook(database.dataSource, { siteKey: later.key, url: 'https://later.example/hook' });
    expect(await effectsOf(database.dataSource, before)).toEqual([]);
    expect(violationsOf(await on.doctor(), 'every-record-has-its-effect')).toEqual([]);
  });

  it('finds effects that are long due and not tried, but not those behind others that are', async () => {
    const { effect } = await settledWithEffect();
    const { effect: other } = await settledWithEffect();
    const late = SETTINGS.overdueSeconds + 60;
    const makeLate = (id: string) =>
      on.sql(`update outbox set due_at = now() - make_interval(secs => $2) where id = $1`, [id, late]);
    await makeLate(effect.id);
    await on.sql(`update outbox set tried_at = now(), state = 'done' where id = $1`, [other.id]);
    expect(violationsOf(await on.doctor(), 'effects-are-tried')).toEqual([]);
    await on.sql(`update outbox set tried_at = due_at - interval '1 hour' where id = $1`, [other.id]);
    await expectFound('effects-are-tried', `site ${site.key}`, () =>
      on.sql('update outbox set due_at = now() where id = $1', [effect.id]),
    );
  });
});
