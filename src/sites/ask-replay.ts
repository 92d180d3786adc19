import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ReplayState } from '../domain/policy-replay.entity.js';
import { lockSite } from './put-policy.js';
import { findTriedPolicy, type TriedPolicy } from './tried-policy.query.js';

/** A replay that somebody asks for. */
export interface ReplayWish {
  site: string;
  tried: TriedPolicy;
  since: Date | null;
  /** So many submissions at most. */
  most: number;
  /** A moderator's e-mail. */
  by: string;
}

/** What became of it: `open` says that another replay of the site is not at its end. */
export type AskReplayResult =
  { kind: 'created' | 'open'; id: string } | { kind: 'unknown-site' | 'unknown-version' | 'unknown-draft' };

/** Asks the workers for a replay of the submissions that are there now. */
export async function askReplay(manager: EntityManager, wish: ReplayWish): Promise<AskReplayResult> {
  return manager.transaction(async (inner) => {
    const site = await lockSite(inner, wish.site);
    if (site === null) return { kind: 'unknown-site' };
    const found = await findTriedPolicy(inner, site.id, wish.tried);
    if (found === null) return { kind: wish.tried.kind === 'version' ? 'unknown-version' : 'unknown-draft' };
    const numberOf = (kind: TriedPolicy['kind']) =>
      wish.tried.kind !== 'document' && wish.tried.kind === kind ? wish.tried.number : null;
    const id = randomUUID();
    const made: unknown[] = await inner.query(
      `with mine as (select number from submission
                      where site_id = $2 and ($7::timestamptz is null or received_at >= $7)
                      order by number desc limit $8::integer)
       insert into policy_replay (id, site_id, hash, document, version, draft, since, most, below, remaining, total, created_by)
       select $1, $2, $3, $4, $5, $6, $7, $8, coalesce(max(number), 0) + 1, $8, count(*), $9 from mine
       on conflict (site_id) where state in ('queued', 'running') do nothing
       returning id`,
      [
        id,
        site.id,
        found.hash,
        JSON.stringify(found.document),
        numberOf('version'),
        numberOf('draft'),
        wish.since,
        wish.most,
        wish.by,
      ],
    );
    if (made.length > 0) return { kind: 'created', id };
    const open: { id: string }[] = await inner.query(
      `select id from policy_replay where site_id = $1 and state in ('queued', 'running')`,
      [site.id],
    );
    return { kind: 'open', id: open[0]?.id ?? '' };
  });
}

/** Cancels a replay; what it found so far stays. @returns `ended` when it had another end already. */
export async function cancelReplay(
  manager: EntityManager,
  { site, id }: { site: string; id: string },
): Promise<'cancelled' | 'ended' | 'unknown'> {
  const [rows]: [{ state: string }[], number] = await manager.query(
    `with was as (select r.id, r.state from policy_replay r join site s on s.id = r.site_id
                   where r.id = $1 and s.key = $2 for update of r)
     update policy_replay r
        set state = case when was.state in ('queued', 'running') then 'cancelled' else r.state end,
            ended_at = case when was.state in ('queued', 'running') then now() else r.ended_at end,
            lease = null, lease_until = null
       from was where r.id = was.id returning r.state`,
    [id, site],
  );
  const state = rows[0]?.state;
  if (state === undefined) return 'unknown';
  return state === 'cancelled' ? 'cancelled' : 'ended';
}

/**
 * Goes on with a replay that was cancelled or failed, from its last stored batch.
 * @returns `open` when another one of the site is not at its end, `ended` when there is nothing left to do.
 */
export async function resumeReplay(
  manager: EntityManager,
  { site, id }: { site: string; id: string },
): Promise<'resumed' | 'open' | 'ended' | 'unknown'> {
  return manager.transaction(async (inner) => {
    const found: { state: ReplayState; siteId: string }[] = await inner.query(
      `select r.state, r.site_id as "siteId" from policy_replay r join site s on s.id = r.site_id
        where r.id = $1 and s.key = $2 for update of r`,
      [id, site],
    );
    const [replay] = found;
    if (replay === undefined) return 'unknown';
    if (replay.state !== 'cancelled' && replay.state !== 'failed')
      return replay.state === 'done' ? 'ended' : 'resumed';
    await inner.query('select from site where id = $1 for update', [replay.siteId]);
    const [, resumed]: [unknown[], number] = await inner.query(
      `update policy_replay set state = 'queued', failure = null, ended_at = null, tries = 0
        where id = $1 and not exists (select from policy_replay other
                                       where other.site_id = $2 and other.state in ('queued', 'running'))`,
      [id, replay.siteId],
    );
    if (resumed === 0) return 'open';
    return 'resumed';
  });
}
