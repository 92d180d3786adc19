import type { DecisionResult, ReviewItem } from '../../../src/contract/review-api.js';
import { countsWith, Decisions, isIn, mayDecide, queueOf, type DecisionDoor } from './decisions.js';

class Conflict extends Error {
  constructor(readonly version: number) {
    super('conflict');
  }
}

const item = (id: string, version = 1, more: Partial<ReviewItem> = {}): ReviewItem => ({
  id,
  number: 1,
  version,
  state: 'held',
  reason: 'links',
  site: { key: 'default', name: 'Site' },
  thread: { key: '1', title: 'Thread', url: 'https://example.org/' },
  author: { name: 'A', email: 'a@example.org', url: '' },
  text: 'text',
  language: 'en',
  place: null,
  flags: [],
  reports: null,
  receivedAt: '2026-03-10T12:00:00Z',
  because: [],
  severe: null,
  ...more,
});

const REPORTS: ReviewItem['reports'] = {
  ...{ open: 1, harm: 0.5, kinds: [{ kind: 'hate', count: 1 }] },
  ...{ firstAt: '2026-03-10T12:00:00Z', lastAt: '2026-03-10T12:00:00Z', dueAt: '2026-03-10T14:00:00Z' },
};

/** A server of which the test decides when and how it answers; newest version by id. */
function serverWith(versions: Record<string, number>) {
  const calls: string[] = [];
  const faults: Error[] = [];
  let gate: Promise<void> = Promise.resolve();
  const answer = async (id: string, version: number, call: string): Promise<DecisionResult> => {
    calls.push(`${call} ${id} v${version}`);
    await gate;
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    const newest = versions[id] ?? 1;
    if (version !== newest) throw new Conflict(newest);
    versions[id] = newest + 1;
    return { id, state: 'approved', reason: null, version: newest + 1, decisionId: 'd' };
  };
  const door: DecisionDoor = {
    decide: (id, decision) => answer(id, decision.version, decision.act),
    undo: (id, version) => answer(id, version, 'undo'),
    versionIn: (error) => (error instanceof Conflict ? error.version : undefined),
  };
  const failures: string[] = [];
  const decisions = new Decisions(door, {
    saved: () => undefined,
    failed: (deed, error, act) =>
      failures.push(`${act} ${deed.item.id} ${error instanceof Error ? error.message : ''}`),
  });
  const hold = () => {
    let open = () => undefined as void;
    gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    return () => open();
  };
  return { decisions, calls, faults, failures, versions, hold };
}

const settled = async (decisions: Decisions) => {
  for (let turn = 0; turn < 50 && decisions.view.saving > 0; turn += 1) await Promise.resolve();
  expect(decisions.view.saving).toBe(0);
};

describe('decisions', () => {
  it('hide the item at once and send the version that was on screen', async () => {
    const { decisions, calls, hold } = serverWith({ a: 7 });
    const answer = hold();
    const done = decisions.decide(item('a', 7), { act: 'approve' });
    expect(decisions.view).toMatchObject({
      saving: 1,
      undoable: 1,
      moves: [{ from: 'held', to: 'approved' }],
    });
    expect(decisions.view.decided.get('a')).toBe(7);
    answer();
    await done;
    expect(calls).toEqual(['approve a v7']);
    expect(decisions.view.decided.get('a')).toBe(7);
    expect(decisions.view.saving).toBe(0);
  });

  it('bring the item back when it could not be saved, and forget it for undo', async () => {
    const { decisions, faults, failures } = serverWith({ a: 1 });
    faults.push(new Error('offline'));
    await decisions.decide(item('a'), { act: 'spam' });
    expect(failures).toEqual(['decide a offline']);
    expect(decisions.view).toMatchObject({ undoable: 0, moves: [], last: null });
    expect(decisions.view.decided.has('a')).toBe(false);
    expect(decisions.undoLast()).toBeNull();
  });

  it('never overwrite: an old version is refused, and the next try sends the version that won', async () => {
    const { decisions, calls, failures } = serverWith({ a: 3 });
    await decisions.decide(item('a', 1), { act: 'approve' });
    expect(failures).toEqual(['decide a conflict']);
    expect(decisions.view.decided.has('a')).toBe(false);
    await decisions.decide(item('a', 1), { act: 'approve' });
    expect(calls).toEqual(['approve a v1', 'approve a v3']);
  });

  it('undo shows the item at once and sends the version of the decision', async () => {
    const { decisions, calls } = serverWith({ a: 1 });
    await decisions.decide(item('a'), { act: 'approve' });
    const deed = decisions.undoLast();
    expect(deed?.item.id).toBe('a');
    expect(decisions.view.decided.has('a')).toBe(false);
    await settled(decisions);
    expect(calls).toEqual(['approve a v1', 'undo a v2']);
  });

  it('undo waits for the save it takes back, and deciding again waits for both', async () => {
    const { decisions, calls, hold } = serverWith({ a: 1 });
    const answer = hold();
    void decisions.decide(item('a'), { act: 'approve' });
    decisions.undoLast();
    void decisions.decide(item('a'), { act: 'spam' });
    await Promise.resolve();
    expect(calls).toEqual(['approve a v1']);
    answer();
    await settled(decisions);
    expect(calls).toEqual(['approve a v1', 'undo a v2', 'spam a v3']);
    expect(decisions.view.undoable).toBe(1);
  });

  it('a decision that was not saved is not taken back', async () => {
    const { decisions, calls, faults, hold } = serverWith({ a: 1 });
    const answer = hold();
    faults.push(new Error('offline'));
    void decisions.decide(item('a'), { act: 'approve' });
    decisions.undoLast();
    answer();
    await settled(decisions);
    expect(calls).toEqual(['approve a v1']);
  });

  it('an undo that could not be saved hides the item again and stays to be tried', async () => {
    const { decisions, faults, failures } = serverWith({ a: 1 });
    await decisions.decide(item('a'), { act: 'approve' });
    faults.push(new Error('offline'));
    decisions.undoLast();
    await settled(decisions);
    await Promise.resolve();
    expect(failures).toEqual(['undo a offline']);
    expect(decisions.view.decided.has('a')).toBe(true);
    expect(decisions.view.undoable).toBe(1);
  });

  it('different items are saved side by side, undone in reverse', async () => {
    const { decisions, calls, hold } = serverWith({});
    const answer = hold();
    void decisions.decide(item('a'), { act: 'approve' });
    void decisions.decide(item('b'), { act: 'reject', reason: 'abuse' });
    await Promise.resolve();
    expect(calls).toEqual(['approve a v1', 'reject b v1']);
    answer();
    await settled(decisions);
    expect(decisions.undoLast()?.item.id).toBe('b');
    expect(decisions.undoLast()?.item.id).toBe('a');
    expect(decisions.undoLast()).toBeNull();
    await settled(decisions);
  });

  it('keep their moves in the counts until the server has counted, and not before all is saved', async () => {
    const { decisions, hold } = serverWith({});
    const answer = hold();
    void decisions.decide(item('a'), { act: 'spam' });
    decisions.counted();
    expect(
      countsWith({ held: 5, reported: 0, approved: 1, rejected: 1, spam: 0 }, decisions.view.moves),
    ).toEqual({
      held: 4,
      reported: 0,
      approved: 1,
      rejected: 1,
      spam: 1,
    });
    answer();
    await settled(decisions);
    decisions.counted();
    expect(decisions.view.moves).toEqual([]);
  });

  it('tell every listener, until it leaves', async () => {
    const { decisions } = serverWith({});
    const heard = jest.fn();
    const leave = decisions.subscribe(heard);
    await decisions.decide(item('a'), { act: 'approve' });
    const times = heard.mock.calls.length;
    expect(times).toBeGreaterThan(1);
    leave();
    await decisions.decide(item('b'), { act: 'approve' });
    expect(heard).toHaveBeenCalledTimes(times);
  });

  it('know the queue of every state', () => {
    expect(queueOf({ state: 'rejected', reason: 'spam' })).toBe('spam');
    expect(queueOf({ state: 'rejected', reason: 'abuse' })).toBe('rejected');
    expect(queueOf({ state: 'approved', reason: null })).toBe('approved');
    expect(queueOf({ state: 'held', reason: 'links' })).toBe('held');
    expect(queueOf({ state: 'received', reason: null })).toBeNull();
    expect(queueOf({ state: 'withdrawn', reason: null })).toBeNull();
    expect(queueOf({ state: 'approved', reason: null, reports: REPORTS })).toBe('reported');
    expect(queueOf({ state: 'rejected', reason: 'abuse', reports: REPORTS })).toBe('rejected');
  });

  it('know what is shown in two queues', () => {
    const reported = { state: 'approved', reason: null, reports: REPORTS } as const;
    expect([isIn('reported', reported), isIn('approved', reported), isIn('held', reported)]).toEqual([
      ...[true, true, false],
    ]);
    expect(isIn('reported', { ...reported, reports: null })).toBe(false);
  });

  it.each([
    ['approve', { held: 2, reported: 2, approved: 5, rejected: 1, spam: 0 }],
    ['reject', { held: 2, reported: 2, approved: 4, rejected: 2, spam: 0 }],
    ['spam', { held: 2, reported: 2, approved: 4, rejected: 1, spam: 1 }],
  ] as const)('count what is reported among the approved too: %s, and back', async (act, counted) => {
    const counts = { held: 2, reported: 3, approved: 5, rejected: 1, spam: 0 };
    const { decisions } = serverWith({});
    void decisions.decide(item('a', 1, { state: 'approved', reason: null, reports: REPORTS }), { act });
    expect(countsWith(counts, decisions.view.moves)).toEqual(counted);
    decisions.undoLast();
    expect(countsWith(counts, decisions.view.moves)).toEqual(counts);
    await settled(decisions);
  });
});

describe('what may be decided', () => {
  const wishes = [{ act: 'approve' }, { act: 'reject' }, { act: 'spam' }] as const;

  it.each([
    ['held', [true, true, true]],
    ['approved', [false, true, true]],
    ['reported', [true, true, true]],
    ['rejected', [true, false, false]],
    ['spam', [true, false, false]],
    [null, [false, false, false]],
  ] as const)('when %s: approve, reject, spam are %j', (queue, allowed) => {
    expect(wishes.map((wish) => mayDecide(queue, wish))).toEqual(allowed);
  });
});
