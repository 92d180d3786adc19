import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { MyDecision, MyDecisions } from '../contract/desk-api.js';
import type { Language } from '../contract/review-api.js';
import type { DecisionAct } from '../domain/decision.entity.js';
import { mayMove, type SubmissionState } from '../domain/submission-state.js';
import { cursor, encodeCursor } from './review-items.schema.js';
import { LAST_VERDICT, VERDICT_COLUMNS } from './review-row.js';
import { ruleWordsOf } from './rule-words.query.js';
import { severeOf, type SevereRow } from './severe.js';

/** Characters of a text that the list shows. */
const EXCERPT = 200;

/** The query of GET /review/my-decisions. */
export const myDecisionsSchema = z.strictObject({
  act: z.enum(['approve', 'reject', 'spam', 'undo']).optional(),
  cursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Whose decisions a page shows, and which. */
export interface MyDecisionsWish extends z.infer<typeof myDecisionsSchema> {
  moderatorId: string;
  language: Language;
}

interface Row extends SevereRow {
  decision_id: string;
  decided_at: Date;
  position: string;
  act: DecisionAct;
  decision_reason: string | null;
  note: string | null;
  from_state: SubmissionState;
  to_state: SubmissionState;
  /** It is the newest decision that nobody took back, and a person had the last word. */
  stands: boolean;
  id: string;
  number: number;
  version: number;
  state: SubmissionState;
  reason: string | null;
  author_name: string;
  body: string;
  text_language: Language | null;
  site: { key: string; name: string };
  thread: { key: string; title: string };
  changed: { at: string; name: string; mine: boolean; act: DecisionAct } | null;
}

const ACTS: Readonly<Record<NonNullable<MyDecisionsWish['act']>, string>> = {
  approve: `d.act = 'approve'`,
  reject: `d.act = 'reject' and d.reason is distinct from 'spam'`,
  spam: `d.act = 'reject' and d.reason = 'spam'`,
  undo: `d.act = 'undo'`,
};

/** A person's own decisions, newest first, with what became of each. */
export async function myDecisions(manager: EntityManager, wish: MyDecisionsWish): Promise<MyDecisions> {
  const { moderatorId, act, limit, language } = wish;
  const [at, id] = wish.cursor ?? [null, null];
  const rows: Row[] = await manager.query(sqlOf(act === undefined ? 'true' : ACTS[act]), [
    moderatorId,
    at,
    id,
    limit + 1,
  ]);
  const shown = rows.slice(0, limit);
  const wordsOf = await ruleWordsOf(manager, shown);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({ ...decisionOf(row), submission: submissionOf(row, language, wordsOf) })),
    ...(last === undefined ? {} : { next: encodeCursor([last.position, last.decision_id]) }),
  };
}

function sqlOf(condition: string): string {
  return `
  with mine as materialized (
    select d.* from decision d
     where d.moderator_id = $1 and ${condition}
       and ($2::timestamptz is null or (d.created_at, d.id) < ($2::timestamptz, $3::uuid))
     order by d.created_at desc, d.id desc limit $4
  ), item as (
    select s.id, s.number::float8 as number, s.version, s.state, s.reason, s.author_name, left(s.body, ${EXCERPT}) as body,
           s.language as text_language, json_build_object('key', site.key, 'name', site.name) as site,
           json_build_object('key', t.key, 'title', t.title) as thread,
           d.id as decision_id, d.created_at as decided_at, d.act, d.reason as decision_reason, d.note, d.from_state, d.to_state,
           to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position,
           coalesce(d.id = (select o.id from decision o
                    where o.submission_id = s.id and o.act <> 'undo'
                      and not exists (select from decision u where u.submission_id = s.id and u.undoes_id = o.id)
                    order by o.version desc limit 1), false)
             and exists (select from decision latest where latest.submission_id = s.id and latest.version = s.version)
             as stands,
           (select json_build_object('at', to_char(later.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                     'name', m.name, 'mine', later.moderator_id = $1, 'act', later.act)
              from decision later join moderator m on m.id = later.moderator_id
             where later.submission_id = s.id and later.version > d.version order by later.version desc limit 1) as changed
      from mine d join submission s on s.id = d.submission_id
      join site on site.id = s.site_id join thread t on t.id = s.thread_id
  )
  select item.*, ${VERDICT_COLUMNS} from item ${LAST_VERDICT} order by item.decided_at desc, item.decision_id desc`;
}

function decisionOf(row: Row): Omit<MyDecision, 'submission'> {
  return {
    id: row.decision_id,
    at: row.decided_at.toISOString(),
    act: row.act,
    reason: row.decision_reason,
    note: row.note,
    changed: row.changed,
    takeBack: row.stands && row.to_state === row.state && mayMove('moderator', row.state, row.from_state),
  };
}

function submissionOf(
  row: Row,
  language: Language,
  wordsOf: Parameters<typeof severeOf>[2],
): MyDecision['submission'] {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    reason: row.reason,
    author: row.author_name,
    text: row.body,
    language: row.text_language,
    severe: severeOf(row, language, wordsOf),
    site: row.site,
    thread: row.thread,
  };
}
