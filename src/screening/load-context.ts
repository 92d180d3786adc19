import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Gatherer } from '../database/gatherer.js';
import { KEYS } from '../database/keys.module.js';
import type { Keys } from '../domain/keys.js';
import { threadIsClosed } from '../domain/thread-closed.js';
import type { Policy } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';
import { type History, historyOf, NO_HISTORY } from './history.query.js';
import { linkHistoryOf } from './link-history.query.js';
import { LoadControls } from './load-controls.js';
import { NO_DUPLICATES } from './near-duplicates.js';
import { Neighbours } from './neighbours.js';
import type { ScreeningContext } from './pipeline/stage.js';
import { Policies } from './policies.js';

/** Rows that are counted at most, so that no history makes a count slow. */
const COUNT_LIMIT = 1_000;

/** A submission that waits for its verdict, with all that stages need. */
export interface WaitingSubmission {
  id: string;
  version: number;
  policyId: string;
  /** Day in UTC by the database's clock: `2027-03-01`. */
  receivedOn: string;
  context: ScreeningContext;
  /** What people and counts say about the machine's part (load-controls.ts). */
  controls: Signal[];
}

type Loaded = Omit<WaitingSubmission, 'controls'>;

interface Row {
  id: string;
  version: number;
  site_id: string;
  received_on: string;
  /** With microseconds. */
  received_at: string;
  body: string;
  author_name: string;
  author_email: string;
  author_url: string;
  user_agent: string;
  address: string | null;
  closed: boolean;
  hidden: boolean;
  page_language: 'en' | 'ja';
  /** In force; null when the site has none. */
  policy_id: string | null;
  approved: number;
  rejected: number;
  same_text: number;
  same_network: number;
}

/** A submission that waits and the policy in force of its site. */
interface Known {
  row: Row;
  policyId: string;
  policy: Policy;
}

/** What statements of their own find out. */
type Around = History & Pick<ScreeningContext, 'nearDuplicates' | 'linkedDomains'>;

/** Loads submissions for screening, many in one statement. */
@Injectable()
export class LoadContext {
  private readonly policies: Policies;
  private readonly neighbours: Neighbours;
  private readonly controls: LoadControls;
  private readonly gatherer = new Gatherer<string, Loaded | null | Error>({
    run: (ids) => this.loadAll(ids),
    windowMs: 1,
    maxBatch: 100,
    lanes: 2,
    maxWaiting: 10_000,
  });

  /** Where a submission must stand. */
  protected readonly state: 'received' | 'held' = 'received';

  constructor(
    private readonly dataSource: DataSource,
    @Inject(KEYS) keys: Keys,
  ) {
    this.policies = new Policies(dataSource);
    this.neighbours = new Neighbours(dataSource);
    this.controls = new LoadControls(dataSource, keys);
  }

  /**
   * One submission under the policy in force.
   * @returns null when it does not exist or waits no more.
   * @throws when its site has no usable policy, or the database fails.
   */
  async load(id: string): Promise<WaitingSubmission | null> {
    const loaded = await this.gatherer.add(id);
    if (loaded instanceof Error) throw loaded;
    if (loaded === null) return null;
    const { policyId, context } = loaded;
    return { ...loaded, controls: await this.controls.load({ id, policyId, policy: context.policy }) };
  }

  /** A policy that was set since the last batch is read, and its submissions once more with its numbers. */
  private async loadAll(ids: readonly string[]): Promise<(Loaded | null | Error)[]> {
    const rows = new Map((await this.read(ids)).map((row) => [row.id, row]));
    const isNew = ({ policy_id }: Row) => policy_id !== null && !this.policies.all().has(policy_id);
    const unread = [...rows.values()].filter(isNew);
    if (unread.length > 0) {
      await this.policies.read([...new Set(unread.flatMap(({ policy_id }) => policy_id ?? []))]);
      for (const row of await this.read(unread.map(({ id }) => id))) rows.set(row.id, row);
    }
    const known = new Map(
      [...rows.values()].flatMap((row) => this.knownOf(row) ?? []).map((one) => [one.row.id, one]),
    );
    const around = await this.around([...known.values()]);
    return ids.map((id) => {
      if (!rows.has(id)) return null;
      const one = known.get(id);
      return one === undefined
        ? new Error(`the site of submission ${id} has no usable policy`)
        : waitingOf(one, around(id));
    });
  }

  private knownOf(row: Row): Known | undefined {
    const policyId = row.policy_id;
    const policy = policyId === null ? undefined : this.policies.all().get(policyId);
    return policyId === null || policy === undefined ? undefined : { row, policyId, policy };
  }

  /** What is near submissions in text, and what came before them. */
  private async around(known: readonly Known[]): Promise<(id: string) => Around> {
    const nearDuplicates = await this.neighbours.find(
      known.map(({ row, policy }) => ({
        id: row.id,
        siteId: row.site_id,
        receivedAt: row.received_at,
        body: row.body,
        hours: policy.near_duplicates.hours,
        atLeast: policy.near_duplicates.count,
      })),
    );
    const history = await historyOf(
      this.dataSource,
      known.map(({ row, policy }) => ({
        id: row.id,
        minutes: policy.rates.minutes,
        brakeMinutes: policy.thread_brake.minutes,
      })),
    );
    const linkedDomains = await linkHistoryOf(
      this.dataSource,
      known.map(({ row, policy }) => ({
        id: row.id,
        siteId: row.site_id,
        receivedAt: row.received_at,
        body: row.body,
        minutes: policy.rates.minutes,
      })),
    );
    return (id) => ({
      ...(history.get(id) ?? NO_HISTORY),
      linkedDomains: linkedDomains.get(id) ?? [],
      nearDuplicates: nearDuplicates.get(id) ?? NO_DUPLICATES,
    });
  }

  /**
   * Submissions that wait, with earlier and other ones counted, each count by an index and bounded; 0 where the policy in
   * force is not in memory. `offset 0` keeps the planner from going by `state`: with statistics from yesterday it takes
   * the few rows of a state for the shortest way, when they are a hundred thousand by now.
   */
  private read(ids: readonly string[]): Promise<Row[]> {
    const known = [...this.policies.all()];
    return this.dataSource.query(
      `select s.id, s.version, s.site_id, to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD') as received_on,
              s.received_at::text as received_at, s.body, s.author_name, s.author_email, s.author_url, s.user_agent, s.address,
              ${threadIsClosed('t', 'site')} as closed, t.hidden, coalesce(t.locale, site.locale) as page_language, p.id as policy_id,
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
         join site on site.id = s.site_id
         left join lateral (select id from policy where site_id = s.site_id order by version desc limit 1) p on true
         left join unnest($2::uuid[], $3::int[], $4::int[], $5::int[]) as known(id, days, minutes, most)
           on known.id = p.id
        where s.state = $6`,
      [
        ids,
        known.map(([id]) => id),
        known.map(([, policy]) => policy.rejections.days),
        known.map(([, policy]) => policy.network_budget.minutes),
        known.map(([, { network_budget: budget }]) =>
          budget.submissions === 0 ? 0 : Math.max(budget.submissions + 1, COUNT_LIMIT),
        ),
        this.state,
      ],
    );
  }
}

/** Loads submissions that are held, to look at them again. */
@Injectable()
export class LoadHeldContext extends LoadContext {
  protected override readonly state = 'held';
}

function waitingOf({ row, policyId, policy }: Known, around: Around): Loaded {
  return {
    id: row.id,
    version: row.version,
    policyId,
    receivedOn: row.received_on,
    context: { ...contextOf(row, policy), ...around },
  };
}

function contextOf(row: Row, policy: Policy): Omit<ScreeningContext, keyof Around> {
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
    pageLanguage: row.page_language,
    approvedBefore: row.approved,
    rejectedBefore: row.rejected,
    sameText: row.same_text,
    sameNetwork: row.same_network,
  };
}
