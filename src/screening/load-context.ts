import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Gatherer } from '../database/gatherer.js';
import type { Policy } from '../domain/policy.js';
import type { ScreeningContext } from './pipeline/stage.js';
import { Policies } from './policies.js';

/** Rows that are counted at most, so that no history makes a count slow. */
const COUNT_LIMIT = 1_000;

/** A submission that waits for its verdict, with all that stages need. */
export interface WaitingSubmission {
  id: string;
  version: number;
  policyId: string;
  context: ScreeningContext;
}

interface Row {
  id: string;
  version: number;
  body: string;
  author_name: string;
  author_email: string;
  author_url: string;
  user_agent: string;
  address: string | null;
  closed: boolean;
  hidden: boolean;
  /** In force; null when the site has none. */
  policy_id: string | null;
  approved: number;
  rejected: number;
  same_text: number;
  same_network: number;
}

/** Loads submissions for screening, many in one statement. */
@Injectable()
export class LoadContext {
  private readonly policies: Policies;
  private readonly gatherer = new Gatherer<string, WaitingSubmission | null | Error>({
    run: (ids) => this.loadAll(ids),
    windowMs: 1,
    maxBatch: 100,
    lanes: 2,
    maxWaiting: 10_000,
  });

  constructor(private readonly dataSource: DataSource) {
    this.policies = new Policies(dataSource);
  }

  /**
   * One submission under the policy in force.
   * @returns null when it does not exist or waits no more.
   * @throws when its site has no usable policy, or the database fails.
   */
  async load(id: string): Promise<WaitingSubmission | null> {
    const loaded = await this.gatherer.add(id);
    if (loaded instanceof Error) throw loaded;
    return loaded;
  }

  /** A policy that was set since the last batch is read, and its submissions once more with its numbers. */
  private async loadAll(ids: readonly string[]): Promise<(WaitingSubmission | null | Error)[]> {
    const rows = new Map((await this.read(ids)).map((row) => [row.id, row]));
    const isNew = ({ policy_id }: Row) => policy_id !== null && !this.policies.all().has(policy_id);
    const unread = [...rows.values()].filter(isNew);
    if (unread.length > 0) {
      await this.policies.read([...new Set(unread.flatMap(({ policy_id }) => policy_id ?? []))]);
      for (const row of await this.read(unread.map(({ id }) => id))) rows.set(row.id, row);
    }
    return ids.map((id) => {
      const row = rows.get(id);
      return row === undefined ? null : this.waitingOf(row);
    });
  }

  private waitingOf(row: Row): WaitingSubmission | Error {
    const policy = row.policy_id === null ? undefined : this.policies.all().get(row.policy_id);
    if (policy === undefined || row.policy_id === null)
      return new Error(`the site of submission ${row.id} has no usable policy`);
    return { id: row.id, version: row.version, policyId: row.policy_id, context: contextOf(row, policy) };
  }

  /**
   * Submissions that wait, with earlier and other ones counted, each count by an index and bounded; 0 where the policy in
   * force is not in memory. `offset 0` keeps the planner from going by `state`: with statistics from yesterday it takes
   * the few rows of a state for the shortest way, when they are a hundred thousand by now.
   */
  private read(ids: readonly string[]): Promise<Row[]> {
    const known = [...this.policies.all()];
    return this.dataSource.query(
      `select s.id, s.version, s.body, s.author_name, s.author_email, s.author_url, s.user_agent, s.address,
              t.closed, t.hidden, p.id as policy_id,
              (select count(*)::int from (
                 select from (select id, state from submission
                               where site_id = s.site_id and email_key = s.email_key and name_key = s.name_key offset 0) o
                  where s.email_key <> '' and s.name_key <> '' and o.state = 'approved' and o.id <> s.id
                  limit ${COUNT_LIMIT}) as a) as approved,
              (select count(*)::int from (
                 select from (select id, state, settled_at from submission
                               where site_id = s.site_id and email_key = s.email_key offset 0) o
                  where s.email_key <> '' and o.state = 'rejected' and o.id <> s.id
                    and o.settled_at > now() - make_interval(days => known.days)
                  limit ${COUNT_LIMIT}) as r) as rejected,
              (select count(*)::int from (
                 select from submission o
                  where o.site_id = s.site_id and o.text_hash = s.text_hash and o.id <> s.id
                  limit ${COUNT_LIMIT}) as t) as same_text,
              (select count(*)::int from (
                 select from submission o
                  where o.site_id = s.site_id and o.network_hash = s.network_hash and o.id <> s.id
                    and o.received_at between s.received_at - make_interval(mins => known.minutes) and s.received_at
                  limit known.most) as n) as same_network
         from unnest($1::uuid[]) as item(id)
         cross join lateral (select * from submission where id = item.id offset 0) s
         join thread t on t.id = s.thread_id
         left join lateral (select id from policy where site_id = s.site_id order by version desc limit 1) p on true
         left join unnest($2::uuid[], $3::int[], $4::int[], $5::int[]) as known(id, days, minutes, most)
           on known.id = p.id
        where s.state = 'received'`,
      [
        ids,
        known.map(([id]) => id),
        known.map(([, policy]) => policy.rejections.days),
        known.map(([, policy]) => policy.network_budget.minutes),
        known.map(([, { network_budget: budget }]) =>
          budget.submissions === 0 ? 0 : Math.max(budget.submissions + 1, COUNT_LIMIT),
        ),
      ],
    );
  }
}

function contextOf(row: Row, policy: Policy): ScreeningContext {
  return {
    submission: {
      body: row.body,
      authorName: row.author_name,
      authorEmail: row.author_email,
      authorUrl: row.author_url,
      userAgent: row.user_agent,
      address: row.address,
    },
    policy,
    thread: { closed: row.closed, hidden: row.hidden },
    approvedBefore: row.approved,
    rejectedBefore: row.rejected,
    sameText: row.same_text,
    sameNetwork: row.same_network,
  };
}
