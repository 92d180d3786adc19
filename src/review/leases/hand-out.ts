import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Leases } from '../../contract/review-api.js';
import { inTransaction } from '../../database/transaction-conflict.js';
import { roleIncludes } from '../../domain/moderator.entity.js';
import { REVIEW_CHANNEL } from '../../domain/settle-submission.js';
import type { Account } from '../../moderators/create-moderator.js';
import { listingSource } from '../listing-source.js';
import type { LeaseWish } from './leases.schema.js';
import { leasesOfOthers } from './live-leases.query.js';

/** A lease that nobody prolongs ends after so many seconds; a screen prolongs it every 30. */
export const LEASE_SECONDS = 90;

/** Who asks at the same moment for the same: the slower one looks again, so many times at most. */
const TRIES = 4;

/** Of what is hard to read nobody is handed more than so many at a time while colleagues are at work too. */
const SEVERE_AT_ONCE = 1;

/** How many hard texts are looked past at most for others that are not. */
const MOST_SEVERE_PASSED = 50;

/** Hands out what waits, so that no two people have the same on screen. */
@Injectable()
export class HandOut {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Gives up what is not wished any more, prolongs the rest, takes what is open unless somebody else has it, and fills up
   * with who is next by the list's own filter and order.
   */
  async handOut(wish: LeaseWish, moderator: Account): Promise<Leases> {
    return inTransaction(this.dataSource, async (manager) => {
      const before = await this.keep(manager, wish, moderator.id);
      if (wish.open !== undefined) await this.open(manager, wish, moderator);
      await this.fill(manager, wish, moderator);
      const mine = await leasedBy(manager, moderator.id);
      if (before.join() !== mine.join()) await manager.query(`select pg_notify($1, '')`, [REVIEW_CHANNEL]);
      return { mine, others: await leasesOfOthers(manager, moderator.id) };
    });
  }

  /** Gives everything back. */
  async release(moderatorId: string): Promise<void> {
    await this.dataSource.query(
      `with gone as (delete from review_lease where moderator_id = $1 returning 1)
       select pg_notify($2, '') from gone limit 1`,
      [moderatorId, REVIEW_CHANNEL],
    );
  }

  /** @returns what the person had. */
  private async keep(manager: EntityManager, { keep }: LeaseWish, moderatorId: string): Promise<string[]> {
    const before = await leasedBy(manager, moderatorId);
    await manager.query(
      `delete from review_lease l where l.moderator_id = $1
          and (l.submission_id <> all($2::uuid[])
               or not exists (select 1 from submission s where s.id = l.submission_id and s.state = 'held'))`,
      [moderatorId, keep],
    );
    await manager.query(
      `update review_lease set until = now() + make_interval(secs => $2) where moderator_id = $1`,
      [moderatorId, LEASE_SECONDS],
    );
    return before;
  }

  private async open(manager: EntityManager, wish: LeaseWish, moderator: Account): Promise<void> {
    const takesOver = wish.takeOver && roleIncludes(moderator.role, 'lead');
    await manager.query(
      `insert into review_lease (submission_id, moderator_id, until)
       select id, $2, now() + make_interval(secs => $3) from submission where id = $1 and state = 'held'
           on conflict (submission_id) do update set moderator_id = excluded.moderator_id, until = excluded.until
        where review_lease.moderator_id = excluded.moderator_id or review_lease.until <= now() or $4`,
      [wish.open, moderator.id, LEASE_SECONDS, takesOver],
    );
  }

  private async fill(manager: EntityManager, wish: LeaseWish, moderator: Account): Promise<void> {
    for (let round = 0; round < TRIES; round++) {
      const missing = wish.want - (await leasedBy(manager, moderator.id)).length;
      if (missing <= 0) return;
      const { offered, taken } = await this.take(manager, { wish, moderator, missing });
      if (offered < missing || taken === missing) return;
    }
  }

  private async take(
    manager: EntityManager,
    { wish, moderator, missing }: { wish: LeaseWish; moderator: Account; missing: number },
  ): Promise<{ offered: number; taken: number }> {
    const { sql, parameters } = await listingSource(manager, { ...wish, queue: 'held' });
    const parameter = (value: unknown) => `$${parameters.push(value)}`;
    const me = parameter(moderator.id);
    const severe = parameter(await severeLeft(manager, moderator.id));
    const kinds = roleIncludes(moderator.role, 'lead') ? [] : ['escalate'];
    const order = {
      next: 's.due_at, s.id',
      oldest: 's.received_at, s.id',
      newest: 's.received_at desc, s.id desc',
    };
    const [row]: { offered: number; taken: number }[] = await manager.query(
      `with next as (
         select s.id, row_number() over (order by ${order[wish.order]}) as place,
                coalesce((s.place->>'severe')::boolean, false) as severe ${sql}
            and not exists (select 1 from review_lease l where l.submission_id = s.id and l.until > now())
            and not exists (select 1 from review_flag f where f.submission_id = s.id
                             and (f.moderator_id = ${me}::uuid and f.kind in ('skip', 'second-opinion')
                                  or f.kind = any(${parameter(kinds)}::text[])))
          order by ${order[wish.order]} limit ${parameter(missing + MOST_SEVERE_PASSED)}
       ), offer as (
         select id from (select id, place, severe, count(*) filter (where severe) over (order by place) as severe_till from next) n
          where not severe or severe_till <= ${severe}
          order by place limit ${parameter(missing)}
       ), taken as (
         insert into review_lease (submission_id, moderator_id, until)
         select id, ${me}::uuid, now() + make_interval(secs => ${parameter(LEASE_SECONDS)}) from offer
             on conflict (submission_id) do update set moderator_id = excluded.moderator_id, until = excluded.until
          where review_lease.until <= now()
         returning 1
       )
       select (select count(*) from offer)::int as offered, (select count(*) from taken)::int as taken`,
      parameters,
    );
    return row ?? { offered: 0, taken: 0 };
  }
}

/** How many more hard texts somebody may be handed; those that are passed over wait for the next person, or the next time. */
async function severeLeft(manager: EntityManager, moderatorId: string): Promise<number> {
  const [row]: { mine: number; others: boolean }[] = await manager.query(
    `select count(*) filter (where l.moderator_id = $1 and (s.place->>'severe')::boolean)::int as mine,
            count(*) filter (where l.moderator_id <> $1) > 0 as others
       from review_lease l join submission s on s.id = l.submission_id where l.until > now() and s.state = 'held'`,
    [moderatorId],
  );
  if (row?.others !== true) return Number.MAX_SAFE_INTEGER;
  return Math.max(0, SEVERE_AT_ONCE - row.mine);
}

/** What a person has, in the order of the queue. */
async function leasedBy(manager: EntityManager, moderatorId: string): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select s.id from review_lease l join submission s on s.id = l.submission_id
      where l.moderator_id = $1 and l.until > now() and s.state = 'held' order by s.due_at, s.id`,
    [moderatorId],
  );
  return rows.map(({ id }) => id);
}
