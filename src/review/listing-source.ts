import type { EntityManager } from 'typeorm';
import { authorQuery, ruleQuery, searchQuery, signalQuery } from '../domain/search-words.js';
import { QUEUE_CONDITION } from './queue-counts.query.js';
import type { Filter } from './review-items.schema.js';

/** The submissions of a list, as the middle of a statement. */
export interface ListingSource {
  /** `from submission s join site … join thread t … where …`; of the queue `reported` also `reported r` */
  sql: string;
  /** Values of $1, $2 …; more may be added. */
  parameters: unknown[];
}

/** Submissions from which on a word is common: then a list is walked in its order, else those with the word are sorted. */
const COMMON = 10_000;

/** Which submissions a filter asks for, in no order. */
export async function listingSource(manager: EntityManager, filter: Filter): Promise<ListingSource> {
  const words = wordsOf(filter);
  const common = words !== null && words !== '' && (await expectedOf(manager, words)) > COMMON;
  const parameters: unknown[] = [];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = conditionsOf(filter, parameter);
  if (words === null) conditions.push('false');
  else if (common)
    // "offset 0": the planner would turn it round and look for all that have the word first.
    conditions.push(`exists (select 1 from submission_search x
                              where x.submission_id = s.id and x.words @@ ${parameter(words)}::tsquery offset 0)`);
  else if (words !== '')
    conditions.push(`s.id = any(array(select submission_id from submission_search
                                       where words @@ ${parameter(words)}::tsquery))`);
  // Few are reported, many are approved: from those few.
  const rows =
    filter.queue === 'reported' ? 'reported r join submission s on s.id = r.submission_id' : 'submission s';
  const sql = `from ${rows} join site on site.id = s.site_id join thread t on t.id = s.thread_id
    where ${conditions.join(' and ')}`;
  return { sql, parameters };
}

/** How many submissions the planner expects to have these words. */
async function expectedOf(manager: EntityManager, words: string): Promise<number> {
  const [row]: { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[] = await manager.query(
    'explain (format json) select 1 from submission_search where words @@ $1::tsquery',
    [words],
  );
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

function conditionsOf(filter: Filter, parameter: (value: unknown) => string): string[] {
  const { queue, site, thread, language, reason, from, to } = filter;
  const conditions = [QUEUE_CONDITION[queue]];
  if (site !== undefined) conditions.push(`s.site_id = (select id from site where key = ${parameter(site)})`);
  if (thread !== undefined)
    conditions.push(`s.thread_id in (select id from thread where key = ${parameter(thread)})`);
  if (language !== undefined) conditions.push(`s.language = ${parameter(language)}`);
  if (reason !== undefined) conditions.push(`s.reason = ${parameter(reason)}`);
  if (from !== undefined) conditions.push(`s.received_at >= ${parameter(from)}::timestamptz`);
  if (to !== undefined) conditions.push(`s.received_at < ${parameter(to)}::timestamptz`);
  if (filter.flag !== undefined)
    conditions.push(`s.id in (select submission_id from review_flag where kind = ${parameter(filter.flag)})`);
  return conditions;
}

/** What the search is asked for; empty when nothing, null when nothing can be found by it. */
function wordsOf({ q, author, signal, rule }: Filter): string | null {
  const question = q === undefined ? '' : searchQuery(q);
  if (question === null) return null;
  return [
    question,
    author === undefined ? '' : authorQuery(author),
    signal === undefined ? '' : signalQuery(signal),
    rule === undefined ? '' : ruleQuery(rule),
  ]
    .filter((part) => part !== '')
    .join(' & ');
}
