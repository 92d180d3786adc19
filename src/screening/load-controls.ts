import type { DataSource } from 'typeorm';
import { Gatherer } from '../database/gatherer.js';
import type { SwitchName } from '../domain/panic-switch.entity.js';
import type { Keys } from '../domain/keys.js';
import type { Policy } from '../domain/policy.js';
import { SHARED_BANDS } from '../domain/text-band-match.js';
import type { Evidence, Signal } from '../domain/signal.js';
import { measuresOf } from './measures.query.js';

/** A submission whose controls are wanted, and the policy that it is screened under. */
export interface Controlled {
  id: string;
  policyId: string;
  policy: Policy;
}

/** What people and counts say about the machine's part in a submission, as signals, so that its verdict records it. */
export class LoadControls {
  private readonly gatherer = new Gatherer<Controlled, Signal[]>({
    run: (wanted) => this.loadAll(wanted),
    windowMs: 1,
    maxBatch: 100,
    lanes: 2,
    maxWaiting: 10_000,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: Keys,
  ) {}

  /**
   * What is in effect for a submission at this moment; nothing is kept from one to the next.
   * @throws when the database fails.
   */
  load(submission: Controlled): Promise<Signal[]> {
    return this.gatherer.add(submission);
  }

  private async loadAll(wanted: readonly Controlled[]): Promise<Signal[][]> {
    const switches = await this.switchesOf(wanted.map(({ id }) => id));
    const guards = await this.guardsOf(wanted.map(({ id }) => id));
    const measures = await measuresOf(
      this.dataSource,
      this.keys,
      wanted.map(({ id }) => id),
    );
    const limits = await this.limitsOf(new Map(wanted.map(({ policyId, policy }) => [policyId, policy])));
    return wanted.map(({ id, policyId }) => {
      const [on, guarded, limited] = [switches.get(id), guards.get(id), limits.get(policyId)];
      const under = measures.get(id);
      return [
        ...(on === undefined ? [] : [{ kind: 'switches', score: 1, evidence: { on } } as const]),
        ...(guarded === undefined
          ? []
          : [{ kind: 'raid-guard', score: 1, evidence: { guards: guarded } } as const]),
        ...(under === undefined
          ? []
          : [{ kind: 'author-measure', score: 1, evidence: { measures: under } } as const]),
        ...(limited === undefined ? [] : [{ kind: 'rule-limits', score: 0, evidence: limited } as const]),
      ];
    });
  }

  private async switchesOf(ids: readonly string[]): Promise<Map<string, SwitchName[]>> {
    const rows: { id: string; names: SwitchName[] }[] = await this.dataSource.query(
      `select s.id, array_agg(last.name order by last.name) as names
         from submission s
         cross join lateral (
                select distinct on (w.name) w.name, w.is_on, w.ends_at from panic_switch w
                 where w.site_id = s.site_id and (w.thread_id is null or w.thread_id = s.thread_id)
                 order by w.name, w.number desc) last
        where s.id = any($1::uuid[]) and last.is_on and (last.ends_at is null or last.ends_at > now())
        group by s.id`,
      [ids],
    );
    return new Map(rows.map(({ id, names }) => [id, names]));
  }

  /** Guards of the site that match. The hashes of a submission are written before this is asked (neighbours.ts). */
  private async guardsOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows: { id: string; guards: string[] }[] = await this.dataSource.query(
      `select s.id, array_agg(g.id order by g.created_at) as guards
         from submission s
         join raid_guard g on g.site_id = s.site_id and g.until > now() and g.ended_at is null
        where s.id = any($1::uuid[])
          and (g.text_hash = s.text_hash
               or (select count(*) from text_band b
                    where b.site_id = s.site_id and b.hash = any(g.hashes) and b.received_at = s.received_at
                      and b.submission_id = s.id) >= ${SHARED_BANDS})
        group by s.id`,
      [ids],
    );
    return new Map(rows.map(({ id, guards }) => [id, guards]));
  }

  /** Which rules are past what they may do today, and which were stopped, of each policy that has such rules. */
  private async limitsOf(policies: ReadonlyMap<string, Policy>): Promise<Map<string, Limits>> {
    const capped = [...policies].flatMap(([policyId, { rules }]) =>
      rules.flatMap(({ id, limits: { max_actions_per_day: most } }) =>
        most === undefined ? [] : [{ policyId, id, most }],
      ),
    );
    const rows: (Limits & { id: string })[] = await this.dataSource.query(
      `select p.id,
              array(select item.rule
                      from unnest($2::uuid[], $3::text[], $4::int[]) as item(policy_id, rule, most)
                      join rule_day d on d.site_id = p.site_id and d.rule = item.rule
                       and d.day = (now() at time zone 'UTC')::date and d.actions >= item.most
                     where item.policy_id = p.id order by 1) as spent,
              array(select last.rule from (
                      select distinct on (b.rule) b.rule, b.is_on, b.ends_at from rule_brake b
                       where b.policy_id = p.id order by b.rule, b.number desc) as last
                     where last.is_on and (last.ends_at is null or last.ends_at > now()) order by 1) as braked
         from policy p where p.id = any($1::uuid[])`,
      [
        [...policies.keys()],
        capped.map(({ policyId }) => policyId),
        capped.map(({ id }) => id),
        capped.map(({ most }) => most),
      ],
    );
    const limited = rows.filter(({ spent, braked }) => spent.length + braked.length > 0);
    return new Map(limited.map(({ id, spent, braked }) => [id, { spent, braked }]));
  }
}

type Limits = Evidence['rule-limits'];
