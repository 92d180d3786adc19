import type { Model } from './model.js';
import { type System, THREADS } from './system.js';

interface Row {
  id: string;
  number: number;
  thread: string;
  author: string;
  text: string;
  state: string;
  version: number;
  reason: string | null;
  claims: boolean;
  comments: number;
  verdicts: number;
  acts: string[];
  versions: number[];
}

/** The tables, what readers see, and the model are one and the same. */
export async function expectSame(model: Model, real: System): Promise<void> {
  const rows = await rowsOf(real);
  expect(rows.map(({ number: _number, versions: _versions, ...row }) => row)).toEqual(
    model.items.map(({ id, thread, author, text, state, version, reason, claims, verdicts, acts }) => ({
      ...{ id, thread, author, text, state, version, reason, claims, verdicts, acts },
      comments: state === 'approved' ? 1 : 0,
    })),
  );
  for (const { version, versions } of rows)
    expect(versions).toEqual(versions.map((_each, place) => version - versions.length + 1 + place));
  const keys: { key: string; id: string }[] = await real.onlooker.query(
    'select key, submission_id as id from idempotency_key where site_id = $1 order by key collate "C"',
    [real.siteId],
  );
  expect(keys).toEqual(
    [...model.keys].map(([key, { id }]) => ({ key, id })).sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  for (const thread of THREADS) {
    const expected = model.hidden.has(thread) ? null : model.publicIn(thread).map((id) => numbers.get(id));
    expect(await real.publicIn(thread)).toEqual({ api: expected, page: expected });
  }
}

function rowsOf(real: System): Promise<Row[]> {
  return real.onlooker.query(
    `select s.id, s.number, t.key as thread, s.author_name as author, s.body as text, s.state, s.version, s.reason,
            s.claims_duplicate as claims,
            (select count(*)::int from comment where submission_id = s.id) as comments,
            (select count(*)::int from verdict where submission_id = s.id) as verdicts,
            array(select act from decision where submission_id = s.id order by version) as acts,
            array(select version from decision where submission_id = s.id order by version) as versions
       from submission s join thread t on t.id = s.thread_id where s.site_id = $1 order by s.number`,
    [real.siteId],
  );
}
