import type { EntityManager } from 'typeorm';
import type { RuleFigures } from '../../contract/desk-api.js';
import type { Language } from '../../contract/review-api.js';
import { DEFAULT_RULE } from '../../domain/decide.js';
import { wilson } from '../../domain/wilson.js';
import { ruleSentence } from '../../messages/signals.messages.js';
import type { FiguresRange } from './figures.schema.js';

interface Row {
  rule: string;
  says: Record<Language, string> | null;
  hits: number;
  held: number;
  sole: number;
  approved: number;
  rejected: number;
  machine_rejected: number;
  machine_overturned: number;
  all_held: number;
  cut: boolean;
}

/** Verdicts that are looked at: at most so many, the newest, so that the answer never takes long. */
const MOST = 50_000;

/** What each rule matched lately, and what people made of that; most hits first. */
export async function ruleFigures(
  manager: EntityManager,
  { site, days }: FiguresRange,
  language: Language,
): Promise<RuleFigures> {
  const rows: Row[] = await manager.query(SQL, [site, days, DEFAULT_RULE, MOST]);
  return {
    days,
    held: rows[0]?.all_held ?? 0,
    newest: rows[0]?.cut === true ? MOST : null,
    rules: rows.map((row) => ({
      rule: row.rule,
      says: row.says?.[language] ?? ruleSentence(language, row.rule),
      own: row.says !== null,
      hits: row.hits,
      held: row.held,
      sole: row.sole,
      shareOfHolds: row.all_held === 0 ? null : row.held / row.all_held,
      approved: row.approved,
      rejected: row.rejected,
      precision: wilson(row.rejected, row.approved + row.rejected),
      overturned: wilson(row.machine_overturned, row.machine_rejected),
    })),
  };
}

const counted = (condition: string) => `(count(*) filter (where ${condition}))::int`;

/** `$1` a site's key or null, `$2` days, `$3` the rule that says that none matched, `$4` verdicts at most. */
const SQL = `
  with of_site as (
    select p.id from policy p join site on site.id = p.site_id where $1::text is null or site.key = $1
  ), span as (
    select min(created_at) as since, count(*) = $4 as cut from (
      select created_at from verdict where created_at >= now() - make_interval(days => $2)
       order by created_at desc limit $4) newest
  ), people as (
    select distinct on (d.submission_id) d.submission_id, d.to_state from decision d
     where d.created_at >= (select since from span) and d.act <> 'undo'
       and not exists (select from decision u where u.submission_id = d.submission_id and u.undoes_id = d.id)
     order by d.submission_id, d.version desc
  ), seen as (
    select v.submission_id, v.outcome, v.rule, v.matched, v.symbols, people.to_state
      from verdict v left join people on people.submission_id = v.submission_id
     where v.created_at >= (select since from span) and not v.recheck and (v.outcome <> 'approve' or v.symbols <> '[]')
       and v.policy_id in (select id from of_site)
  ), figures as (
    select hit.rule, count(*)::int as hits,
           ${counted(`outcome = 'hold' and hit.rule = any(matched)`)} as held,
           ${counted(`outcome <> 'approve' and matched = array[hit.rule]`)} as sole,
           ${counted(`to_state = 'approved'`)} as approved, ${counted(`to_state = 'rejected'`)} as rejected,
           ${counted(`outcome = 'reject' and seen.rule = hit.rule`)} as machine_rejected,
           ${counted(`outcome = 'reject' and seen.rule = hit.rule and to_state = 'approved'`)} as machine_overturned
      from seen cross join lateral (
             select unnest(matched) as rule union select symbol ->> 'rule' from jsonb_array_elements(symbols) as symbol
           ) as hit
     where hit.rule <> $3 group by hit.rule
  )
  select figures.*, words.says, (select cut from span) as cut, (select count(*) from seen where outcome = 'hold')::int as all_held
    from figures
    left join lateral (
           select own.rule -> 'says' as says
             from policy p cross join lateral jsonb_array_elements(p.document -> 'rules') as own(rule)
            where p.id in (select id from of_site) and own.rule ->> 'id' = figures.rule
            order by p.created_at desc limit 1) words on true
   order by hits desc, figures.rule`;
