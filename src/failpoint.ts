/** Every place at which a test may delay, block or kill a process, in the order of the flow. */
export const FAILPOINTS = [
  // A submission is judged and about to be stored; it is stored; the queue was told, the reader was not.
  'accept:before-commit',
  'accept:committed',
  'accept:enqueued',
  // A worker has its job; has loaded the row; has its signals; knows the outcome.
  'screen:taken',
  'screen:loaded',
  'screen:staged',
  'screen:decided',
  // The transaction of a verdict is open; everything is written; it is committed; the job is not acknowledged yet.
  'settle:begun',
  'settle:written',
  'settle:committed',
  'screen:done',
  // The last try failed: the submission is about to be held; is held, but not committed.
  'hold:begun',
  'hold:written',
  // The sweeper has its lock; has put jobs back, but not noted it.
  'sweep:locked',
  'sweep:requeued',
  // A moderator's decision is written; is committed, but not answered.
  'decide:written',
  'decide:committed',
  // An effect is taken from the outbox; was carried out; was noted as done.
  'effect:claimed',
  'effect:performed',
  'effect:noted',
] as const;

/** Name of a failpoint. */
export type Failpoint = (typeof FAILPOINTS)[number];

/** Does nothing. The fault tests load another module in the place of this one (docs/reliability.md). */
export function failpoint(_name: Failpoint): Promise<void> | undefined {
  return undefined;
}
