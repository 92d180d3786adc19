import { randomUUID } from 'node:crypto';
import { ENGINE } from '../../src/config/engine.js';
import type { Signal } from '../../src/domain/signal.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { runPipeline } from '../../src/screening/pipeline/run-pipeline.js';
import { STAGES } from '../../src/screening/stages/index.js';
import { aContext } from '../support/a.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { patient, violationsOf } from '../support/doctor.js';
import { given } from '../support/given.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let on: ReturnType<typeof patient>;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  on = patient(database);
});

afterAll(() => database.destroy());

const expectFound: ReturnType<typeof patient>['expectFound'] = (...found) => on.expectFound(...found);

describe('doctor, of records', () => {
  it('finds a verdict of the machine after a decision by a person', async () => {
    const submission = await on.decide(await rows.heldSubmission(), 'rejected');
    const { number } = submission;
    const decision = await on.lastDecision(submission);
    await on.damage(`update decision set created_at = created_at - interval '1 hour' where id = $1`, [
      decision.id,
    ]);
    await expectFound('machine-never-overrules-a-person', `submission ${number}`, () =>
      on.damage('update decision set created_at = $2 where id = $1', [
        decision.id,
        decision.createdAt.toISOString(),
      ]),
    );
  });

  it('finds a site without a policy', async () => {
    const site = await rows.site();
    await on.damage('delete from policy where site_id = $1', [site.id]);
    await expectFound('every-site-has-a-policy', `site ${site.key}`, () =>
      on.sql('delete from site where id = $1', [site.id]),
    );
  });

  it('finds a policy that was changed after it was set', async () => {
    const policy = await rows.policyInForce((await rows.site()).id);
    await on.damage(`update policy set document = jsonb_set(document, '{max_links}', '99') where id = $1`, [
      policy.id,
    ]);
    await expectFound('policies-are-as-they-were-set', `policy ${policy.id}`, () =>
      on.damage('update policy set document = $2 where id = $1', [
        policy.id,
        JSON.stringify(policy.document),
      ]),
    );
  });

  it('finds a table of records that can be changed', async () => {
    await on.sql('alter table decision disable trigger append_only');
    await expectFound('history-is-locked', 'table decision', () =>
      on.sql('alter table decision enable trigger append_only'),
    );
  });

  it('finds a table of records that can be emptied', async () => {
    await on.sql('drop trigger append_only_whole on verdict');
    await expectFound('history-is-locked', 'table verdict', () =>
      on.sql(
        'create trigger append_only_whole before truncate on verdict for each statement execute function refuse_change()',
      ),
    );
  });

  it('finds a decision that does not start where the record before it ended', async () => {
    const submission = await on.decide(await rows.heldSubmission(), 'rejected');
    const first = await on.lastDecision(submission);
    await on.damage(`update decision set from_state = 'approved' where id = $1`, [first.id]);
    await expectFound('records-are-a-chain', `decision ${first.id}`, () =>
      on.damage(`update decision set from_state = 'held' where id = $1`, [first.id]),
    );
    const second = await on.lastDecision(await on.decide(submission, 'approved'));
    await on.damage(`update decision set from_state = 'held' where id = $1`, [second.id]);
    await expectFound('records-are-a-chain', `decision ${second.id}`, () =>
      on.damage(`update decision set from_state = 'rejected' where id = $1`, [second.id]),
    );
  });

  it('finds a decision that is missing in the middle, and two of the same version', async () => {
    const submission = await on.decide(await rows.heldSubmission(), 'rejected');
    const first = await on.lastDecision(submission);
    const second = await on.lastDecision(await on.decide(submission, 'approved'));
    await on.damage('update decision set version = 4 where id = $1', [first.id]);
    const report = await on.doctor();
    expect(violationsOf(report, 'records-are-a-chain')).toContain(`decision ${first.id}`);
    await on.damage('update decision set version = 3 where id = $1', [first.id]);
    await on.damage('update decision set version = 5 where id = $1', [second.id]);
    await expectFound('records-are-a-chain', `decision ${second.id}`, () =>
      on.damage('update decision set version = 4 where id = $1', [second.id]),
    );
  });

  it('finds a bulk decision that counts what nobody decided, or tells other numbers than those of its items', async () => {
    const submission = await on.decide(await rows.heldSubmission(), 'rejected');
    const other = await on.decide(await rows.heldSubmission(), 'rejected');
    const decision = await on.lastDecision(submission);
    const id = randomUUID();
    await on.sql(
      `insert into bulk (id, moderator_id, act, reason, total, state, recorded) values ($1, $2, 'reject', 'spam', 1, 'done', 1)`,
      [id, decision.moderatorId],
    );
    await on.sql(
      `insert into bulk_item (bulk_id, submission_id, version, outcome, decision_id) values ($1, $2, $3, 'recorded', $4)`,
      [id, submission.id, decision.version - 1, decision.id],
    );
    expect((await on.doctor()).balanced).toBe(true);
    for (const wrong of [null, (await on.lastDecision(other)).id]) {
      await on.sql('update bulk_item set decision_id = $2 where bulk_id = $1', [id, wrong]);
      await expectFound('every-bulk-has-its-decisions', `bulk ${id}`, () =>
        on.sql('update bulk_item set decision_id = $2 where bulk_id = $1', [id, decision.id]),
      );
    }
    await on.sql('update bulk set recorded = 2 where id = $1', [id]);
    await expectFound('every-bulk-has-its-decisions', `bulk ${id}`, () =>
      on.sql('update bulk set recorded = 1 where id = $1', [id]),
    );
  });

  it('finds an undo that takes back nothing, another submission’s decision, or what was taken back', async () => {
    const taken = await on.decide(await rows.heldSubmission(), 'rejected');
    const target = await on.lastDecision(taken);
    const undo = await on.lastDecision(await on.undo(taken));
    const other = await on.lastDecision(await on.decide(await rows.heldSubmission(), 'rejected'));
    for (const wrong of [null, randomUUID(), other.id, undo.id]) {
      await on.damage('update decision set undoes_id = $2 where id = $1', [undo.id, wrong]);
      await expectFound('every-undo-takes-one-back', `decision ${undo.id}`, () =>
        on.damage('update decision set undoes_id = $2 where id = $1', [undo.id, target.id]),
      );
    }
    const again = await on.decide(await rows.heldSubmission(), 'rejected');
    const twice = await on.lastDecision(await on.undo(again));
    const { id } = await on.lastDecision(taken);
    await on.damage('update decision set undoes_id = $2 where id = $1', [twice.id, target.id]);
    const report = await on.doctor();
    expect(violationsOf(report, 'every-undo-takes-one-back')).toEqual(
      [`decision ${target.id}`, `decision ${twice.id}`].sort(),
    );
    expect(id).toBe(undo.id);
    await on.damage('update decision set undoes_id = $2 where id = $1', [twice.id, twice.undoesId]);
    expect((await on.doctor()).balanced).toBe(true);
  });
});

describe('doctor, of what a verdict says', () => {
  /** What the stages see of a harmless comment by a known author. */
  let clean: Signal[];

  beforeAll(async () => {
    clean = await runPipeline(STAGES, aContext({ approvedBefore: 5 }), 1_000);
  });

  /** A submission approved by this version, for the reasons above; gives its verdict. */
  async function screened(signals: Signal[] = clean): Promise<Verdict> {
    const submission = await rows.settled('approve', {}, signals);
    await on.damage('update verdict set engine = $2 where submission_id = $1', [submission.id, ENGINE]);
    return database.dataSource.getRepository(Verdict).findOneByOrFail({ submissionId: submission.id });
  }

  const restore = ({ id, rule, matched, signals }: Verdict) =>
    on.damage('update verdict set rule = $2, matched = $3, signals = $4 where id = $1', [
      id,
      rule,
      matched,
      JSON.stringify(signals),
    ]);

  it('finds nothing in an honest verdict, one of another version, and one on what could not be screened', async () => {
    await screened();
    await rows.settled('approve');
    const held = await rows.heldSubmission();
    await on.damage(
      `update verdict set engine = $2, rule = 'screening-overdue', matched = '{screening-overdue}', signals = $3
        where submission_id = $1`,
      [
        held.id,
        ENGINE,
        JSON.stringify([{ kind: 'screening-overdue', score: 1, evidence: { seconds: 900 } }]),
      ],
    );
    expect((await on.doctor()).balanced).toBe(true);
  });

  it.each([
    ['a signal that was not there', `signals = signals #- '{2}'`],
    ['evidence that says more', `signals = jsonb_set(signals, '{4,evidence,count}', '9')`],
    ['another rule', `rule = 'links'`],
    ['a rule that matched too', `matched = '{default,links}'`],
  ])('finds a verdict with %s', async (_what, change) => {
    const verdict = await screened();
    await on.damage(`update verdict set ${change} where id = $1`, [verdict.id]);
    await expectFound('verdicts-explain-themselves', `verdict ${verdict.id}`, () => restore(verdict));
  });

  it('finds it among more verdicts than are read at once, and counts all of them', async () => {
    const verdict = await screened();
    await on.damage(
      `insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, engine)
       select gen_random_uuid(), submission_id, policy_id, outcome, 'links', matched, signals, engine
         from verdict cross join generate_series(1, 2100) where id = $1`,
      [verdict.id],
    );
    const check = (await on.doctor()).checks.find(({ key }) => key === 'verdicts-explain-themselves');
    expect(check).toMatchObject({ violations: 2100, proves: ['I-7', 'I-8'] });
    expect(check?.examples).toHaveLength(50);
    await on.damage(`delete from verdict where submission_id = $1 and id <> $2`, [
      verdict.submissionId,
      verdict.id,
    ]);
    expect((await on.doctor()).balanced).toBe(true);
  });

  it('finds a verdict under the policy of another site, under a later one, and under one long replaced', async () => {
    const verdict = await screened();
    const { id: siteId } = await rows.defaultSite();
    const replaced = await rows.policyInForce(siteId);
    const elsewhere = await rows.policyInForce((await rows.site()).id);
    const later = await rows.policy(siteId, { max_links: 9 });
    const rename = (policyId: string) =>
      on.damage('update verdict set policy_id = $2 where id = $1', [verdict.id, policyId]);
    for (const wrong of [elsewhere.id, later.id]) {
      await rename(wrong);
      await expectFound('policies-were-in-force', `verdict ${verdict.id}`, () => rename(verdict.policyId));
    }
    await on.damage(`update policy set created_at = created_at - interval '1 hour' where id = $1`, [
      later.id,
    ]);
    expect(replaced.id).toBe(verdict.policyId);
    await expectFound('policies-were-in-force', `verdict ${verdict.id}`, () =>
      on.damage('update policy set created_at = $2 where id = $1', [later.id, later.createdAt]),
    );
  });

  it('finds a decision under a policy that was not in force', async () => {
    const decision = await on.lastDecision(await on.decide(await rows.heldSubmission(), 'rejected'));
    const elsewhere = await rows.policyInForce((await rows.site()).id);
    const rename = (policyId: string) =>
      on.damage('update decision set policy_id = $2 where id = $1', [decision.id, policyId]);
    await rename(elsewhere.id);
    await expectFound('policies-were-in-force', `decision ${decision.id}`, () => rename(decision.policyId));
  });

  it('lets a policy be set while a submission is screened', async () => {
    const submission = await rows.submission({ receivedAt: new Date(Date.now() - 600_000) });
    const before = await rows.policyInForce(submission.siteId);
    await rows.policy(submission.siteId, { max_links: 8 });
    await on.damage(
      `insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, engine)
       values ($1, $2, $3, 'hold', 'links', '{links}', '[]', 'test')`,
      [randomUUID(), submission.id, before.id],
    );
    await on.sql(`update submission set state = 'held', version = 2, address = null where id = $1`, [
      submission.id,
    ]);
    expect((await on.doctor()).checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});

describe('doctor, of network addresses', () => {
  const DAYS = 86_400_000;

  it('finds an address in clear of a settled submission', async () => {
    const { id, number } = await rows.heldSubmission({ address: '192.0.2.7' });
    await on.sql(`update submission set address = '192.0.2.7' where id = $1`, [id]);
    await expectFound('addresses-are-forgotten', `submission ${number}`, () =>
      on.sql('update submission set address = null where id = $1', [id]),
    );
  });

  it.each(['address_hash', 'network_hash'])(
    'finds a %s older than it may be, not one that is as old',
    async (column) => {
      const { id, number } = await rows.heldSubmission({ receivedAt: new Date(Date.now() - 31.5 * DAYS) });
      const recent = await rows.heldSubmission({ receivedAt: new Date(Date.now() - 30.5 * DAYS) });
      await on.sql(`update submission set ${column} = 'x' where id = any($1)`, [[id, recent.id]]);
      expect(violationsOf(await on.doctor(), 'addresses-are-forgotten')).not.toContain(
        `submission ${recent.number}`,
      );
      await expectFound('addresses-are-forgotten', `submission ${number}`, () =>
        on.sql(`update submission set ${column} = null where id = any($1)`, [[id, recent.id]]),
      );
    },
  );
});
