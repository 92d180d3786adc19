import type { EntityManager } from 'typeorm';
import type { Language } from '../../contract/review-api.js';

/** Days that figures are of, today included. */
export const DAYS = 14;

/** Hours whose coming and going the forecast is made of. */
export const FORECAST_HOURS = 6;

/** Which submissions: of a site by its id (null: all), in days of a zone. */
export interface TodayScope {
  siteId: string | null;
  zone: string;
}

/** What a row is of: 3 of all, 1 of a site, 0 of a language of a site. */
export interface GroupRow {
  level: 0 | 1 | 3;
  site_id: string | null;
  language: Language | null;
}

const GROUPED = 'grouping(site_id, language)::int as level, site_id, language';
const GROUPS = 'group by grouping sets ((), (site_id), (site_id, language))';

/** Start of today and of the first day, as SQL; `$1` is the zone. */
const TODAY = `(date_trunc('day', now() at time zone $1) at time zone $1)`;
const SINCE = `((date_trunc('day', now() at time zone $1) - interval '${DAYS - 1} days') at time zone $1)`;
const dayOf = (time: string) => `((${time}) at time zone $1)::date::text`;

const secondsOf = (share: number) =>
  `percentile_cont(${share}) within group (order by extract(epoch from at - received_at)::float8)`;

/** How many wait, and since when; `$2` is the site. */
export function waitingRows(
  manager: EntityManager,
  { siteId }: TodayScope,
): Promise<(GroupRow & { waiting: number; oldest: Date | null })[]> {
  return manager.query(
    `select ${GROUPED}, count(*)::int as waiting, min(received_at) as oldest from submission
      where state = 'held' and ($1::uuid is null or site_id = $1) ${GROUPS}`,
    [siteId],
  );
}

/** What came or was decided: on a day, or (`day` null) altogether, with how long it took. */
export type CountedRow = GroupRow & {
  day: string | null;
  count: number;
  today: number;
  p50: number | null;
  p95: number | null;
};

const BY_DAY_OR_GROUP = 'group by grouping sets ((day), (), (site_id), (site_id, language))';
const COUNTED = `${GROUPED}, day, count(*)::int as count, (count(*) filter (where at >= ${TODAY}))::int as today`;

/** What came. */
export function receivedRows(manager: EntityManager, { zone, siteId }: TodayScope): Promise<CountedRow[]> {
  return manager.query(
    `select ${COUNTED}, null as p50, null as p95
       from (select received_at as at, ${dayOf('received_at')} as day, site_id, language from submission
              where received_at >= ${SINCE} and ($2::uuid is null or site_id = $2)) came ${BY_DAY_OR_GROUP}`,
    [zone, siteId],
  );
}

/** What people decided for the first time; how long it took, of what had waited for them. */
export function peopleRows(manager: EntityManager, { zone, siteId }: TodayScope): Promise<CountedRow[]> {
  return manager.query(
    `select ${COUNTED}, ${secondsOf(0.5)} filter (where waited) as p50, ${secondsOf(0.95)} filter (where waited) as p95
       from (select d.created_at as at, d.from_state = 'held' as waited, ${dayOf('d.created_at')} as day, s.received_at, s.site_id, s.language
               from decision d join submission s on s.id = d.submission_id
              where d.created_at >= ${SINCE} and ($2::uuid is null or s.site_id = $2)
                and not exists (select from decision e where e.submission_id = d.submission_id and e.version < d.version)
            ) decided ${BY_DAY_OR_GROUP}`,
    [zone, siteId],
  );
}

/** What the machine approved or rejected. */
export function machineRows(manager: EntityManager, { zone, siteId }: TodayScope): Promise<CountedRow[]> {
  return manager.query(
    `select ${COUNTED}, ${secondsOf(0.5)} as p50, ${secondsOf(0.95)} as p95
       from (select v.created_at as at, ${dayOf('v.created_at')} as day, s.received_at, s.site_id, s.language
               from verdict v join submission s on s.id = v.submission_id
              where v.created_at >= ${SINCE} and v.outcome <> 'hold' and ($2::uuid is null or s.site_id = $2)
            ) decided ${BY_DAY_OR_GROUP}`,
    [zone, siteId],
  );
}

/** What was held in the last hours, and what was taken out of the queue. */
export function flowRows(
  manager: EntityManager,
  { siteId }: TodayScope,
): Promise<(GroupRow & { arrived: number; gone: number })[]> {
  const recent = `now() - interval '${FORECAST_HOURS} hours'`;
  return manager.query(
    `select ${GROUPED}, (sum(arrived))::int as arrived, (sum(gone))::int as gone
       from (select s.site_id, s.language, (v.outcome = 'hold')::int as arrived, (v.recheck and v.outcome <> 'hold')::int as gone
               from verdict v join submission s on s.id = v.submission_id
              where v.created_at >= ${recent} and (v.outcome = 'hold') <> v.recheck
              union all
             select s.site_id, s.language, (d.to_state = 'held')::int, (d.from_state = 'held')::int
               from decision d join submission s on s.id = d.submission_id
              where d.created_at >= ${recent} and 'held' in (d.from_state, d.to_state)) moves
      where $1::uuid is null or site_id = $1 ${GROUPS}`,
    [siteId],
  );
}

/** What the machine decided alone, and what people made of it. */
export type AutomationRow = GroupRow & {
  screened: number;
  approved: number;
  rejected: number;
  approved_looked_at: number;
  approved_wrong: number;
  rejected_looked_at: number;
  rejected_wrong: number;
  audited: number;
  audited_wrong: number;
};

/** Verdicts of the days, each submission once: where the machine looked again and approved, that counts. */
export function automationRows(
  manager: EntityManager,
  { zone, siteId }: TodayScope,
): Promise<AutomationRow[]> {
  const counted = (condition: string) => `(count(*) filter (where ${condition}))::int`;
  return manager.query(
    `with people as (
       select distinct on (d.submission_id) d.submission_id, d.to_state from decision d
        where d.created_at >= ${SINCE} order by d.submission_id, d.version desc
     ), seen as (
       select s.site_id, s.language, v.outcome, people.to_state,
              (x.choice = 'approved') <> (x.expected = 'approved') as differs
         from verdict v join submission s on s.id = v.submission_id
         left join people on people.submission_id = v.submission_id
         left join sample x on x.submission_id = v.submission_id and x.kind = 'audit'
        where v.created_at >= ${SINCE} and ($2::uuid is null or s.site_id = $2)
          and not exists (select from verdict again where again.submission_id = v.submission_id and again.recheck
                                                      and not v.recheck)
     )
     select ${GROUPED}, count(*)::int as screened,
            ${counted(`outcome = 'approve'`)} as approved, ${counted(`outcome = 'reject'`)} as rejected,
            ${counted(`outcome = 'approve' and to_state is not null`)} as approved_looked_at,
            ${counted(`outcome = 'approve' and to_state = 'rejected'`)} as approved_wrong,
            ${counted(`outcome = 'reject' and to_state is not null`)} as rejected_looked_at,
            ${counted(`outcome = 'reject' and to_state = 'approved'`)} as rejected_wrong,
            ${counted('differs is not null')} as audited, ${counted('differs')} as audited_wrong
       from seen ${GROUPS}`,
    [zone, siteId],
  );
}

/** The moment, and the days of the figures, oldest first. */
export async function daysOf(manager: EntityManager, zone: string): Promise<{ at: Date; days: string[] }> {
  const [row]: { at: Date; days: string[] }[] = await manager.query(
    `select now() as at, array(select (date_trunc('day', now() at time zone $1) - make_interval(days => back))::date::text
                                 from generate_series(${DAYS - 1}, 0, -1) as back) as days`,
    [zone],
  );
  if (row === undefined) throw new Error('the database did not tell the time');
  return row;
}
