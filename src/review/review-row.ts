import type { FlagView, Language, ReviewItem, SubmissionStateName } from '../contract/review-api.js';
import { permalinkOf } from '../domain/permalink.js';
import type { Signal } from '../domain/signal.js';
import type { Outcome } from '../domain/verdict.entity.js';
import type { WaitingPlace } from '../domain/waiting-lane.js';
import { severeOf } from './severe.js';
import { ruleSentence, signalSentence } from '../messages/signals.messages.js';
import type { RuleWords } from './rule-words.query.js';

/** Columns of a submission with its site and thread, for `from submission s join site join thread t`. */
export const ITEM_COLUMNS = `s.id, s.number::float8 as number, s.version, s.state, s.reason, s.author_name, s.author_email,
  s.author_url, s.body, s.language, s.received_at, s.due_at, s.place,
  case when s.state = 'held' then (select jsonb_agg(jsonb_build_object('kind', f.kind, 'by', m.name, 'note', f.note,
      'at', to_char(f.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by f.created_at desc)
    from review_flag f join moderator m on m.id = f.moderator_id where f.submission_id = s.id and f.kind <> 'skip') end as flags,
  case when s.state = 'approved' then (select jsonb_build_object('open', r.reports, 'harm', r.harm, 'firstAt', r.first_at,
      'lastAt', r.last_at, 'dueAt', r.due_at, 'kinds',
      (select jsonb_agg(jsonb_build_object('kind', kind, 'count', count) order by count desc, kind)
         from (select kind, count(*) as count from report where submission_id = s.id and decision_id is null and not disregarded
                group by kind) kinds))
    from reported r where r.submission_id = s.id) end as reports,
  site.key as site_key, site.name as site_name,
  t.key as thread_key, t.title as thread_title, t.url as thread_url`;

/** The newest verdict of `item.id` as `v`, with the version of its policy. */
export const LAST_VERDICT = `left join lateral (
    select v.outcome, v.rule, v.matched, v.signals, v.policy_id,
           array(select symbol ->> 'rule' from jsonb_array_elements(v.symbols) as symbol) as watched, p.version as policy_version
      from verdict v join policy p on p.id = v.policy_id
     where v.submission_id = item.id order by v.created_at desc limit 1) v on true`;

/** Columns of LAST_VERDICT. */
export const VERDICT_COLUMNS =
  'v.outcome, v.rule, v.matched, v.watched, v.signals, v.policy_id, v.policy_version';

/** A row of ITEM_COLUMNS and VERDICT_COLUMNS; without a verdict the last seven are null. */
export interface ItemRow {
  id: string;
  number: number;
  version: number;
  state: SubmissionStateName;
  reason: string | null;
  author_name: string;
  author_email: string;
  author_url: string;
  body: string;
  language: Language | null;
  received_at: Date;
  due_at: Date;
  place: WaitingPlace | null;
  flags: FlagView[] | null;
  /** Times as PostgreSQL writes them. */
  reports: NonNullable<ReviewItem['reports']> | null;
  site_key: string;
  site_name: string;
  thread_key: string;
  thread_title: string;
  thread_url: string | null;
  outcome: Outcome | null;
  rule: string | null;
  matched: string[] | null;
  /** Rules of the policy's own that held, those that only watch too. */
  watched: string[] | null;
  signals: Signal[] | null;
  policy_id: string | null;
  policy_version: number | null;
}

/** For whom an answer is made: the reader's language, and the desk's address without a slash at the end. */
export interface Audience {
  language: Language;
  publicUrl: string;
}

function placeOf({ place, due_at: dueAt }: ItemRow): ReviewItem['place'] {
  if (place === null) return null;
  const { likelyFine, urgent } = place;
  return { dueAt: dueAt.toISOString(), likelyFine, urgent };
}

function reportsOf({ reports }: ItemRow): ReviewItem['reports'] {
  if (reports === null) return null;
  const { firstAt, lastAt, dueAt, ...same } = reports;
  const time = (text: string) => new Date(text).toISOString();
  return { ...same, firstAt: time(firstAt), lastAt: time(lastAt), dueAt: time(dueAt) };
}

/** A row as lists show it. */
export function reviewItemOf(
  row: ItemRow,
  { language, publicUrl }: Audience,
  wordsOf: RuleWords,
): ReviewItem {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    reason: row.reason,
    site: { key: row.site_key, name: row.site_name },
    thread: {
      key: row.thread_key,
      title: row.thread_title,
      url: permalinkOf(publicUrl, row.site_key, { key: row.thread_key, url: row.thread_url }),
    },
    author: { name: row.author_name, email: row.author_email, url: row.author_url },
    text: row.body,
    language: row.language,
    receivedAt: row.received_at.toISOString(),
    flags: row.flags ?? [],
    place: placeOf(row),
    reports: reportsOf(row),
    because: becauseOf(row, language, wordsOf),
    severe: severeOf(row, language, wordsOf),
  };
}

/**
 * Why the machine held or rejected it: for each rule that matched what its signals saw, where the signals bear the
 * rule's name; else what the policy says the rule is for; else the rule itself.
 */
function becauseOf(
  { outcome, matched, signals, policy_id: policyId }: ItemRow,
  language: Language,
  wordsOf: RuleWords,
): string[] {
  if (outcome === null || outcome === 'approve') return [];
  const sentences = (matched ?? []).flatMap((rule) => {
    const seen = (signals ?? []).filter(({ kind }) => kind === rule);
    return seen.length > 0
      ? seen.map((signal) => signalSentence(language, signal))
      : [wordsOf(policyId, rule, language) ?? ruleSentence(language, rule)];
  });
  return [...new Set(sentences)];
}
