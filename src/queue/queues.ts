import type { JobsOptions } from 'bullmq';
import { z } from 'zod';

/** Queue of the machine's work on submissions. Its jobs are hints: what must be done stands in the rows. */
export const SCREENING_QUEUE = 'screening';

/** Job that screens one submission; its id is the submission's, so that a second one is none. */
export const SCREEN_JOB = 'screen';

/** Queue of what is done outside: webhooks. Apart from screening, so that a slow receiver delays no submission. */
export const EFFECTS_QUEUE = 'effects';

/** Job that makes one try of one effect; its id is both, so that a second one is none. */
export const PERFORM_JOB = 'perform';

/** What each job carries: ids, never text. */
export const jobPayloads = {
  [SCREEN_JOB]: z.strictObject({ submissionId: z.uuid() }),
  /** `attempt`: tries that had ended when the job was made; a job of an earlier try does nothing. */
  [PERFORM_JOB]: z.strictObject({ effectId: z.uuid(), attempt: z.int().min(0) }),
};

/** Name of a job. */
export type JobName = keyof typeof jobPayloads;

/** Payload of a job by its name. */
export type JobPayload<Name extends JobName> = z.infer<(typeof jobPayloads)[Name]>;

/** Options of a screening job. A finished or failed job leaves nothing behind: the row is the truth, not the job. */
export function screeningJobOptions(tries: number): JobsOptions {
  return {
    attempts: tries,
    backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
    // Never { count }: on PostgreSQL finishing jobs then deadlock and run twice (BullMQ 6.7.0).
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/** Options of the job of an effect: one try. The row says whether and when there is another. */
export const EFFECT_JOB_OPTIONS: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/**
 * How a worker holds its jobs. The jobs of a killed worker are taken over after at most 5/3 of `seconds`. A job may be
 * taken over so often before it is given up; the sweeper then brings it back.
 */
export function workerLock(seconds: number) {
  // Redis refuses a fraction of a millisecond, and BullMQ then never takes a job over.
  const stalledInterval = Math.ceil((seconds * 1_000) / 3);
  return { lockDuration: seconds * 1_000, stalledInterval, maxStalledCount: 5 };
}
