import type { DataSource, EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DoctorReport } from './doctor.js';
import { WISHED } from './examination-wish.js';

/** Least time between the starts of two examinations, in seconds. */
const INTERVAL_SECONDS = 60;

/** Time of an examination and its pause, as a multiple of its length: the desk examines itself a tenth of the time at most. */
const CYCLE = 11;

/** Longest time between two examinations of every record, in seconds. */
const COMPLETE_SECONDS = 3_600;

/** How long an examination tells how the desk is: seconds, or a multiple of its length where that is more. */
export const VALID = { seconds: 300, lengths: 15 };

/** Days for which examinations are kept. */
const KEPT_DAYS = 7;

/** What an examination that is due has to look at. */
export interface DueExamination {
  /** Age of the records to look at, since the last complete examination; undefined: every record. */
  recentSeconds: number | undefined;
  /** Keys of the invariants that were broken at the last one. */
  brokenBefore: string[];
}

const storedReportSchema = z.object({
  checks: z.array(z.object({ key: z.string(), violations: z.number() })),
});

/**
 * Whether it is time for an examination, by the database's clock: of every record at once where somebody asked for it. Rows from the future (its clock was set back) count as
 * none. One that found something is repeated in full, so that it is not forgotten until the next hour.
 */
export async function dueExamination(manager: EntityManager): Promise<DueExamination | undefined> {
  const [row]: { due: boolean; wished: boolean; recent: number | null; report: unknown }[] =
    await manager.query(
      `select exists (select from examination_wish wish where ${WISHED}) as wished,
            not exists (select from examination
                         where examined_at between
                               now() - make_interval(secs => greatest($1, duration_ms::float8 / 1000 * $2)) and now())
              as due,
            (select extract(epoch from now() - examined_at)::float8 + 60 from examination
              where complete and balanced and examined_at between now() - make_interval(secs => $3) and now()
                and not exists (select from examination later where later.complete and not later.balanced
                                   and later.examined_at > examination.examined_at)
              order by examined_at desc limit 1) as recent,
            (select report from examination where balanced is not null order by examined_at desc limit 1) as report`,
      [INTERVAL_SECONDS, CYCLE, COMPLETE_SECONDS],
    );
  if (row?.due !== true && row?.wished !== true) return undefined;
  const checks = storedReportSchema.safeParse(row.report).data?.checks ?? [];
  const broken = checks.filter(({ violations }) => violations > 0);
  return {
    recentSeconds: row.wished ? undefined : (row.recent ?? undefined),
    brokenBefore: broken.map(({ key }) => key),
  };
}

/** What became of an examination: a report, or why there is none. */
export type ExaminationResult = { report: DoctorReport } | { failure: string };

/** Keeps an examination, and forgets those older than seven days. */
export async function storeExamination(
  manager: EntityManager,
  { result, ...taken }: { result: ExaminationResult; durationMs: number; complete: boolean },
): Promise<void> {
  const report = 'report' in result ? result.report : undefined;
  await manager.query(
    `insert into examination (id, examined_at, duration_ms, balanced, complete, report)
     values ($1, coalesce($2, now()), $3, $4, $5, $6)`,
    [
      randomUUID(),
      report?.at ?? null,
      Math.round(taken.durationMs),
      report?.balanced ?? null,
      taken.complete && report !== undefined,
      JSON.stringify(report ?? result),
    ],
  );
  await manager.query(`delete from examination where examined_at < now() - interval '${KEPT_DAYS} days'`);
}

/** The newest examination. */
export interface LastExamination {
  /** Whether every invariant held; null: it could not be finished, or is too old to tell. */
  balanced: boolean | null;
  /** Time of its snapshot by the database's clock. */
  examinedAt: Date;
  ageSeconds: number;
  durationMs: number;
  /** Violations by invariant; empty where it could not be finished. */
  violations: ReadonlyMap<string, number>;
}

/** The newest examination; undefined before the first. */
export async function lastExamination(dataSource: DataSource): Promise<LastExamination | undefined> {
  const rows: {
    balanced: boolean | null;
    examined_at: Date;
    duration_ms: number;
    age: number;
    report: unknown;
  }[] = await dataSource.query(
    `select case when examined_at > now() - make_interval(secs => greatest($1, duration_ms::float8 / 1000 * $2))
                 then balanced end as balanced,
            examined_at, duration_ms, extract(epoch from now() - examined_at)::float8 as age, report
       from examination order by examined_at desc limit 1`,
    [VALID.seconds, VALID.lengths],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const checks = storedReportSchema.safeParse(row.report).data?.checks ?? [];
  return {
    balanced: row.balanced,
    examinedAt: row.examined_at,
    ageSeconds: row.age,
    durationMs: row.duration_ms,
    violations: new Map(checks.map(({ key, violations }) => [key, violations])),
  };
}
