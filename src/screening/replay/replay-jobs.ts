import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { ReplayFailure } from '../../domain/policy-replay.entity.js';
import { type Policy, policySchema } from '../../domain/policy.js';
import type { ReplayRange } from './replay-batch.js';
import { emptyTally, type Tally } from './tally.js';

/** Seconds without a stored batch after which another worker takes a replay up. */
export const LEASE_SECONDS = 60;

/** A replay that could not go on is given up after so many tries of the same batch. */
const MOST_TRIES = 5;

/** Seconds until the next try after a failure, times the number of tries. */
const RETRY_SECONDS = 10;

/** A replay that this worker holds, and where it goes on. */
export interface ReplayJob {
  id: string;
  /** Of this hold alone. */
  lease: string;
  policy: Policy;
  range: ReplayRange;
  tally: Tally;
}

interface Row {
  id: string;
  document: unknown;
  site_id: string;
  below: number;
  since: Date | null;
  remaining: number;
  tally: Tally | null;
  tries: number;
}

/** Takes the oldest replay that no worker holds. @returns undefined when there is none that can go on. */
export async function claimReplay(dataSource: DataSource): Promise<ReplayJob | undefined> {
  const lease = randomUUID();
  const [rows]: [Row[], number] = await dataSource.query(
    `update policy_replay
        set state = 'running', lease = $1, lease_until = now() + make_interval(secs => $2),
            started_at = coalesce(started_at, now()), tries = tries + 1
      where id = (select id from policy_replay
                   where state = 'queued' or (state = 'running' and lease_until <= now())
                   order by created_at, id limit 1 for update skip locked)
      returning id, document, site_id, below, since, remaining, tally, tries`,
    [lease, LEASE_SECONDS],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { id, site_id: siteId, below, since, remaining: left, tally, tries } = row;
  if (tries > MOST_TRIES) return fail(dataSource, { id, lease }, 'given-up');
  const policy = policySchema.safeParse(row.document);
  if (!policy.success) return fail(dataSource, { id, lease }, 'unreadable-policy');
  const range = { siteId, below, since, left };
  return { id, lease, policy: policy.data, range, tally: tally ?? emptyTally() };
}

/** What names a hold on a replay. */
type Hold = Pick<ReplayJob, 'id' | 'lease'>;

async function fail(dataSource: DataSource, { id, lease }: Hold, failure: ReplayFailure): Promise<undefined> {
  await dataSource.query(
    `update policy_replay set state = 'failed', failure = $3, ended_at = now(), lease = null, lease_until = null
      where id = $1 and lease = $2 and state = 'running'`,
    [id, lease, failure],
  );
}

/**
 * Stores position and counts after a batch, together or not at all; at the end the replay is done.
 * @param progress.restSeconds for which the worker does nothing about it afterwards.
 * @returns false when it is no longer this worker's: cancelled, or another one took it up. Nothing is stored then.
 */
export async function storeProgress(
  dataSource: DataSource,
  { id, lease }: Hold,
  progress: { range: ReplayRange | null; tally: Tally; restSeconds: number },
): Promise<boolean> {
  const { range, tally, restSeconds } = progress;
  const [, stored]: [unknown[], number] = await dataSource.query(
    `update policy_replay
        set below = coalesce($3, below), remaining = coalesce($4, 0), tally = $5, seen = $6, tries = 0,
            state = case when $3::bigint is null then 'done' else 'running' end,
            ended_at = case when $3::bigint is null then now() end,
            lease = case when $3::bigint is null then null else lease end,
            lease_until = case when $3::bigint is null then null else now() + make_interval(secs => $7) end
      where id = $1 and lease = $2 and state = 'running'`,
    [
      id,
      lease,
      range?.below ?? null,
      range?.left ?? null,
      JSON.stringify(withoutTexts(tally)),
      tally.seen + tally.lacking,
      LEASE_SECONDS + restSeconds,
    ],
  );
  return stored > 0;
}

/** A report reads the texts where they are, so that none outlives its submission here. */
function withoutTexts(tally: Tally): Tally {
  const strip = (samples: Tally['samples']['caught']) => samples.map((one) => ({ ...one, excerpt: '' }));
  const { caught, freed, unchanged } = tally.samples;
  return {
    ...tally,
    samples: { caught: strip(caught), freed: strip(freed), unchanged: strip(unchanged) },
  };
}

/** Gives a replay back: at once when this worker stops, after a while when a batch failed. */
export async function releaseReplay(
  dataSource: DataSource,
  { id, lease }: Hold,
  why: 'stopped' | 'failed',
): Promise<void> {
  await dataSource.query(
    `update policy_replay
        set tries = case when $3 then tries else 0 end, lease = null,
            lease_until = now() + make_interval(secs => case when $3 then tries * ${RETRY_SECONDS} else 0 end)
      where id = $1 and lease = $2 and state = 'running'`,
    [id, lease, why === 'failed'],
  );
}
