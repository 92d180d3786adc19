/** Where a submission stands. */
export const SUBMISSION_STATES = ['received', 'held', 'approved', 'rejected', 'withdrawn'] as const;

/** Where a submission stands; spam is `rejected` with reason `spam`. */
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/**
 * Who moves a submission: the machine, the machine when it looks again at what it held because a service did not answer, a
 * moderator, or the author.
 */
export type Mover = 'machine' | 'recheck' | 'moderator' | 'author';

/**
 * Every permitted transition and who may make it. A machine moves only what is `received`, and looking again only from held
 * to approved what nobody touched (screening/recheck-submissions.ts), so it never changes what a person decided. From approved to approved: somebody looked at what readers reported, and kept
 * it. Back to `held` leads only an undo (docs/decisions/0004-undo-returns-to-held.md).
 */
export const TRANSITIONS: Readonly<
  Record<SubmissionState, Partial<Record<SubmissionState, readonly Mover[]>>>
> = {
  received: {
    held: ['machine'],
    approved: ['machine'],
    rejected: ['machine'],
    withdrawn: ['author'],
  },
  held: { approved: ['moderator', 'recheck'], rejected: ['moderator'], withdrawn: ['author'] },
  approved: { approved: ['moderator'], rejected: ['moderator'], held: ['moderator'], withdrawn: ['author'] },
  rejected: { approved: ['moderator'], held: ['moderator'], withdrawn: ['author'] },
  withdrawn: {},
};

/** Whether `mover` may move a submission between these states. */
export function mayMove(mover: Mover, from: SubmissionState, to: SubmissionState): boolean {
  return TRANSITIONS[from][to]?.includes(mover) ?? false;
}

/** The states from which `mover` may reach `to`, in the order of SUBMISSION_STATES. */
export function statesBefore(mover: Mover, to: SubmissionState): SubmissionState[] {
  return SUBMISSION_STATES.filter((from) => mayMove(mover, from, to));
}
