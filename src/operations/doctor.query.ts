import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { DoctorView, ExaminationView } from '../contract/desk-api.js';
import { doctorMessages } from '../messages/doctor.messages.js';
import { type Language, say } from '../messages/messages.js';
import { VALID } from './examinations.js';
import { WISHED } from './examination-wish.js';

const reportSchema = z.object({
  accepted: z.number().nullable().default(null),
  states: z.record(z.string(), z.number()).nullable().default(null),
  comments: z.number().nullable().default(null),
  failure: z.string().nullable().default(null),
  checks: z
    .array(
      z.object({
        key: z.string(),
        violations: z.number(),
        examples: z.array(z.object({ subject: z.string(), facts: z.record(z.string(), z.unknown()) })),
      }),
    )
    .default([]),
});

interface Row {
  at: Date;
  age: number;
  duration_ms: number;
  balanced: boolean | null;
  complete: boolean;
  report: unknown;
}

/** What the desk found when it last examined itself, and whether somebody waits for the next time. */
export async function doctorView(manager: EntityManager, language: Language): Promise<DoctorView> {
  const [last]: Row[] = await manager.query(
    `select examined_at as at, extract(epoch from now() - examined_at)::float8 as age, duration_ms, complete, report,
            case when examined_at > now() - make_interval(secs => greatest($1, duration_ms::float8 / 1000 * $2))
                 then balanced end as balanced
       from examination order by examined_at desc limit 1`,
    [VALID.seconds, VALID.lengths],
  );
  const [asked]: { at: Date; by: string }[] = await manager.query(
    `select asked_at as at, asked_by as by from examination_wish wish where ${WISHED}`,
  );
  return {
    last: last === undefined ? null : viewOf(last, language),
    asked: asked === undefined ? null : { at: asked.at.toISOString(), by: asked.by },
  };
}

function viewOf(row: Row, language: Language): ExaminationView {
  const { checks, ...report } = reportSchema.parse(row.report);
  return {
    at: row.at.toISOString(),
    ageSeconds: row.age,
    durationMs: row.duration_ms,
    balanced: row.balanced,
    complete: row.complete,
    ...report,
    checks: checks.map((check) => ({ ...check, says: sayOf(check.key, language) })),
  };
}

/** An invariant of another version of the software is named as it is. */
function sayOf(key: string, language: Language): string {
  const name = `doctor.${key}`;
  return Object.hasOwn(doctorMessages, name)
    ? say(language, doctorMessages, name as keyof typeof doctorMessages)
    : key;
}
