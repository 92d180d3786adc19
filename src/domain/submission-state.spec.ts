import { mayMove, type Mover, statesBefore, SUBMISSION_STATES, TRANSITIONS } from './submission-state.js';

/** Every move that there is. */
const MOVES: Readonly<Record<Mover, readonly string[]>> = {
  machine: ['received to held', 'received to approved', 'received to rejected'],
  recheck: ['held to approved'],
  moderator: [
    'held to approved',
    'held to rejected',
    'approved to approved',
    'approved to held',
    'approved to rejected',
    'rejected to held',
    'rejected to approved',
  ],
  author: ['received to withdrawn', 'held to withdrawn', 'approved to withdrawn', 'rejected to withdrawn'],
};

describe('the states of a submission', () => {
  it.each(['machine', 'recheck', 'moderator', 'author'] as const)(
    'are moved by a %s in these ways only',
    (mover) => {
      const moves = SUBMISSION_STATES.flatMap((from) =>
        SUBMISSION_STATES.filter((to) => mayMove(mover, from, to)).map((to) => `${from} to ${to}`),
      );
      expect(moves.sort()).toEqual([...MOVES[mover]].sort());
    },
  );

  it('are all reachable from received', () => {
    const reached = new Set(['received']);
    for (let grew = true; grew;) {
      const before = reached.size;
      for (const from of SUBMISSION_STATES)
        if (reached.has(from)) for (const to of Object.keys(TRANSITIONS[from])) reached.add(to);
      grew = reached.size > before;
    }
    expect([...reached].sort()).toEqual([...SUBMISSION_STATES].sort());
  });

  it('are moved by the machine only from received', () => {
    const moved = SUBMISSION_STATES.filter((from) =>
      SUBMISSION_STATES.some((to) => mayMove('machine', from, to)),
    );
    expect(moved).toEqual(['received']);
  });

  it('never follow themselves but where a reported comment is kept, and withdrawn is the end', () => {
    for (const state of SUBMISSION_STATES)
      expect(mayMove('moderator', state, state)).toBe(state === 'approved');
    expect(TRANSITIONS.withdrawn).toEqual({});
  });

  it('let the author withdraw from everywhere', () => {
    expect(statesBefore('author', 'withdrawn')).toEqual(['received', 'held', 'approved', 'rejected']);
  });
});
