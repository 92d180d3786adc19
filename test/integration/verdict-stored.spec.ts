import fc from 'fast-check';
import { ENGINE } from '../../src/config/engine.js';
import { decide } from '../../src/domain/decide.js';
import { PolicyVersion } from '../../src/domain/policy.entity.js';
import { policyHash, policySchema } from '../../src/domain/policy.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { examine } from '../../src/operations/doctor.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SETTINGS, violationsOf } from '../support/doctor.js';
import { given } from '../support/given.js';
import { anyPolicy, SIGNAL_KINDS, signalsOf } from '../support/signals.js';

const STATES = { approve: 'approved', hold: 'held', reject: 'rejected' } as const;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.destroy());

it('what a verdict stored explains it: the same outcome, byte for byte, from the rows alone', async () => {
  const rows = given(database.dataSource);
  const site = await rows.site();
  // A submission that could not be screened has one signal, and no stage had any part in it.
  const ofStages = SIGNAL_KINDS.filter((kind) => kind !== 'screening-failed' && kind !== 'screening-overdue');
  const any = signalsOf(ofStages).chain((signals) => fc.subarray(signals));
  await fc.assert(
    fc.asyncProperty(anyPolicy, any, async (policy, signals) => {
      const submission = await rows.submission({ siteId: site.id });
      const inForce = await rows.policy(site.id, policy);
      const subject = { id: submission.id, receivedOn: '2026-11-23' };
      const decided = decide(policy, signals, subject);
      const { outcome, rule } = decided;
      await database.dataSource.transaction((manager) =>
        settleSubmissions(manager, [
          {
            ...{
              submissionId: submission.id,
              from: 'received',
              version: 1,
              to: STATES[outcome],
              reason: rule,
            },
            record: { kind: 'verdict', policyId: inForce.id, signals, engine: ENGINE, ...decided },
          },
        ]),
      );
      const stored = await database.dataSource
        .getRepository(Verdict)
        .findOneByOrFail({ submissionId: submission.id });
      const { document, hash } = await database.dataSource
        .getRepository(PolicyVersion)
        .findOneByOrFail({ id: stored.policyId });
      const again = decide(policySchema.parse(document), stored.signals, subject);
      expect(JSON.stringify(again)).toBe(JSON.stringify(decided));
      const { outcome: stays, rule: because, matched, score, symbols } = stored;
      expect({ outcome: stays, rule: because, matched, score, symbols }).toEqual(again);
      expect(policyHash(document)).toBe(hash);
    }),
    { numRuns: 60 },
  );
  const report = await examine(database.dataSource, SETTINGS);
  expect(violationsOf(report, 'policies-are-as-they-were-set')).toEqual([]);
  expect(violationsOf(report, 'verdicts-explain-themselves')).toEqual([]);
});
