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
  policy_id: string | null;
}

interface Counts {
  id: string;
  approved: number;
  rejected: number;
  same_text: number;
  same_network: number;
}

/** Loads submissions for screening, many in two statements. */
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

  private async loadAll(ids: readonly string[]): Promise<(WaitingSubmission | null | Error)[]> {
    const rows = new Map((await this.waiting(ids)).map((row) => [row.id, row]));
    const policyIds = [...rows.values()].flatMap(({ policy_id }) => policy_id ?? []);
    const policies = await this.policies.byId(policyIds);
    const usable = [...rows.values()].flatMap((row) => {
      const policy = row.policy_id === null ? undefined : policies.get(row.policy_id);
      return policy === undefined ? [] : [{ row, policy }];
    });
    const counts = new Map((await this.counts(usable)).map((count) => [count.id, count]));
    const ready = new Map(
      usable.map(({ row, policy }) => [row.id, waitingOf(row, policy, counts.get(row.id))]),
    );
    return ids.map((id) => {
      if (!rows.has(id)) return null;
      return ready.get(id) ?? new Error(`the site of submission ${id} has no usable policy`);
    });
  }

  private waiting(ids: readonly string[]): Promise<Row[]> {
    return this.dataSource.query(
      `select s.id, s.version, s.body, s.author_name, s.author_email, s.author_url, s.user_agent, s.address,
              t.closed, t.hidden, p.id as policy_id
         from submission s
         join thread t on t.id = s.thread_id
         left join lateral (select id from policy where site_id = s.site_id order by version desc limit 1) p on true
        where s.id = any($1::uuid[]) and s.state = 'received'`,
      [ids],
    );
  }

  /** Earlier and other submissions, by index; at most 1,000 of each are counted, of a network one more than its budget. */
  private counts(items: readonly { row: Row; policy: Policy }[]): Promise<Counts[]> {
    if (items.length === 0) return Promise.resolve([]);
    return this.dataSource.query(
      `select s.id,
              (select count(*)::int from (
                 select from submission o
                  where s.email_key <> '' and s.name_key <> '' and o.site_id = s.site_id and o.email_key = s.email_key
                    and o.name_key = s.name_key and o.state = 'approved' and o.id <> s.id limit ${COUNT_LIMIT}) as a) as approved,
              (select count(*)::int from (
                 select from submission o
                  where s.email_key <> '' and o.site_id = s.site_id and o.email_key = s.email_key and o.state = 'rejected'
                    and o.settled_at > now() - make_interval(days => item.days) and o.id <> s.id limit ${COUNT_LIMIT}) as r) as rejected,
              (select count(*)::int from (
                 select from submission o
                  where o.site_id = s.site_id and o.text_hash = s.text_hash and o.id <> s.id limit ${COUNT_LIMIT}) as t) as same_text,
              (select count(*)::int from (
                 select from submission o
                  where o.site_id = s.site_id and o.network_hash = s.network_hash and o.id <> s.id
                    and o.received_at between s.received_at - make_interval(mins => item.minutes) and s.received_at
                  limit item.most) as n) as same_network
         from unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) as item(id, days, minutes, most)
         join submission s on s.id = item.id`,
      [
        items.map(({ row }) => row.id),
        items.map(({ policy }) => policy.rejections.days),
        items.map(({ policy }) => policy.network_budget.minutes),
        items.map(({ policy: { network_budget: budget } }) =>
          budget.submissions === 0 ? 0 : Math.max(budget.submissions + 1, COUNT_LIMIT),
        ),
      ],
    );
  }
}

/** A row that was settled between the two statements has no counts; its settlement will find that out. */
function waitingOf(row: Row, policy: Policy, counts: Counts | undefined): WaitingSubmission | null {
  if (counts === undefined || row.policy_id === null) return null;
  return {
    id: row.id,
    version: row.version,
    policyId: row.policy_id,
    context: {
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
      approvedBefore: counts.approved,
      rejectedBefore: counts.rejected,
      sameText: counts.same_text,
      sameNetwork: counts.same_network,
    },
  };
}
