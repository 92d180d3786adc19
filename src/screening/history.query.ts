import type { DataSource } from 'typeorm';
import { NEUTRAL_RULES } from '../domain/decide.js';
import type { ScreeningContext } from './pipeline/stage.js';

/** Rows that are looked at, at most, so that no history makes a count slow. */
const COUNT_LIMIT = 1_000;

/** The newest of a thread that are looked at: all submissions to a page that is much talked of ask for them. */
const THREAD_LIMIT = 300;

/** What came before a submission. */
export type History = Pick<ScreeningContext, 'recent' | 'record' | 'threadRecord'>;

/** Nothing came before. */
export const NO_HISTORY: History = {
  recent: { author: 0, thread: 0 },
  record: { approvedWeight: 0, rejectedWeight: 0, knownDays: 0 },
  threadRecord: { days: 0, comments: 0, settled: 0, flagged: 0 },
};

/** Days after which a verdict or a decision counts one half. */
const HALF_LIFE_DAYS = 90;

interface Row {
  id: string;
  author: number;
  thread: number;
  approved_weight: number;
  rejected_weight: number;
  known_days: number;
  thread_days: number;
  thread_comments: number;
  thread_settled: number;
  thread_flagged: number;
}

/** What became of earlier submissions of the author of `s`, each by its age. */
const AUTHOR_RECORD = `cross join lateral (
        select coalesce(sum(weight) filter (where state = 'approved' and name_key = s.name_key and name_key <> ''), 0)
                 as approved_weight,
               coalesce(sum(weight) filter (where state = 'rejected'), 0) as rejected_weight
          from (select o.state, o.name_key,
                       power(0.5::float8, extract(epoch from now() - o.settled_at)::float8 / ${HALF_LIFE_DAYS * 86_400})
                         as weight
                  from submission o
                 where o.site_id = s.site_id and o.email_key = s.email_key and o.email_key <> '' and o.id <> s.id
                 order by o.received_at desc limit ${COUNT_LIMIT}) as others) as record`;

/** What became of other submissions on the thread of `s`; $4: reasons that say nothing against a text. */
const THREAD_HEAT = `cross join lateral (
        select count(*)::int as settled,
               (count(*) filter (where state = 'rejected' or (state = 'held' and reason <> all($4::text[]))))::int
                 as flagged
          from (select o.state, o.reason from submission o
                 where o.thread_id = s.thread_id and o.id <> s.id and o.state <> 'received'
                   and o.received_at between s.received_at - make_interval(mins => item.brake_minutes)
                                         and s.received_at
                 order by o.received_at desc limit ${THREAD_LIMIT}) as lately) as heat`;

/**
 * What came before each submission, by index and bounded.
 * @param wanted submissions, each with the minutes that count as lately, and those of the thread's brake.
 * @throws when the database fails.
 */
export async function historyOf(
  dataSource: DataSource,
  wanted: readonly { id: string; minutes: number; brakeMinutes: number }[],
): Promise<Map<string, History>> {
  if (wanted.length === 0) return new Map();
  const rows: Row[] = await dataSource.query(
    `select s.id,
            (select count(*)::int from (
               select from submission o
                where o.site_id = s.site_id and o.email_key = s.email_key and o.email_key <> '' and o.id <> s.id
                  and o.received_at between s.received_at - make_interval(mins => item.minutes) and s.received_at
                limit ${COUNT_LIMIT}) as a) as author,
            (select count(*)::int from (
               select from submission o
                where o.thread_id = s.thread_id and o.id <> s.id
                  and o.received_at between s.received_at - make_interval(mins => item.minutes) and s.received_at
                limit ${THREAD_LIMIT}) as t) as thread,
            (select greatest(0, floor(extract(epoch from s.received_at - t.created_at) / 86400))::int
               from thread t where t.id = s.thread_id) as thread_days,
            (select count(*)::int from (
               select from comment c where c.thread_id = s.thread_id limit ${COUNT_LIMIT}) as c) as thread_comments,
            heat.settled as thread_settled, heat.flagged as thread_flagged,
            record.approved_weight, record.rejected_weight,
            (select coalesce(floor(extract(epoch from s.received_at - min(first.received_at)) / 86400), 0)::int from (
               select o.received_at from submission o
                where o.site_id = s.site_id and o.email_key = s.email_key and o.email_key <> ''
                  and o.received_at <= s.received_at
                order by o.received_at limit 1) as first) as known_days
       from unnest($1::uuid[], $2::int[], $3::int[]) as item(id, minutes, brake_minutes)
      cross join lateral (select * from submission where id = item.id offset 0) s
      ${AUTHOR_RECORD}
      ${THREAD_HEAT}`,
    [
      wanted.map(({ id }) => id),
      wanted.map(({ minutes }) => minutes),
      wanted.map(({ brakeMinutes }) => brakeMinutes),
      NEUTRAL_RULES,
    ],
  );
  return new Map(
    rows.map(({ id, author, thread, ...row }) => [
      id,
      {
        recent: { author, thread },
        threadRecord: {
          days: row.thread_days,
          comments: row.thread_comments,
          settled: row.thread_settled,
          flagged: row.thread_flagged,
        },
        record: {
          approvedWeight: row.approved_weight,
          rejectedWeight: row.rejected_weight,
          knownDays: row.known_days,
        },
      },
    ]),
  );
}
