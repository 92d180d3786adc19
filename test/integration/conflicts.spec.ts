import type { EntityManager } from 'typeorm';
import { RecordDecision } from '../../src/review/record-decision.js';
import { conflictOn } from '../../src/review/standing.query.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let rows: ReturnType<typeof given>;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
});

afterAll(() => database.destroy());

/** The database as somebody reads it while colleagues act: each act is committed before the query of that place. */
function whileOthersAct(acts: Record<number, () => Promise<unknown>>): EntityManager {
  const { manager } = database.dataSource;
  let queries = 0;
  const query = async (sql: string, parameters: unknown[]): Promise<unknown> => {
    queries += 1;
    await acts[queries]?.();
    return manager.query(sql, parameters);
  };
  return { query } as unknown as EntityManager;
}

it('tells state and last act of one version, also when a colleague decides between two looks', async () => {
  const { id, version } = await rows.heldSubmission();
  const colleague = await rows.moderator({ name: 'Hanako' });
  const record = new RecordDecision(database.dataSource);
  const decide = (seen: number, reject: 'abuse' | null) =>
    record.record({ submissionId: id, moderatorId: colleague.id, version: seen, reject, note: null });
  const manager = whileOthersAct({ 2: () => decide(version, 'abuse'), 3: () => decide(version + 1, null) });

  const conflict = await conflictOn(manager, { submissionId: id, version });

  expect(conflict).toMatchObject({
    kind: 'conflict',
    cause: 'version',
    current: { state: 'approved', version: version + 2, reason: null },
    last: { by: { kind: 'person', name: 'Hanako' }, act: 'approve' },
  });
});

it('keeps the cause while the version is the one that was on screen', async () => {
  const { id, version } = await rows.heldSubmission();
  const conflict = await conflictOn(
    database.dataSource.manager,
    { submissionId: id, version },
    'nothing-to-undo',
  );
  expect(conflict).toMatchObject({ cause: 'nothing-to-undo', current: { state: 'held', version } });
});
