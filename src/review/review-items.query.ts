import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReviewPage, SiteOption } from '../contract/review-api.js';
import { countQueues, QUEUE_CONDITION } from './queue-counts.query.js';
import { encodeCursor, type Listing } from './review-items.schema.js';
import {
  type Audience,
  ITEM_COLUMNS,
  type ItemRow,
  LAST_VERDICT,
  reviewItemOf,
  VERDICT_COLUMNS,
} from './review-row.js';

/** The lists of the console. */
@Injectable()
export class ReviewItemsQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** One page, by time of receipt, and the counts of all lists under the same site. */
  async page(listing: Listing, audience: Audience): Promise<ReviewPage> {
    const { sql, parameters } = pageSql(listing);
    const [rows, counts] = await Promise.all([
      this.dataSource.query<(ItemRow & { position: string })[]>(sql, parameters),
      countQueues(this.dataSource.manager, listing.site),
    ]);
    const shown = rows.slice(0, listing.limit);
    const last = rows.length > listing.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => reviewItemOf(row, audience)),
      ...(last === undefined ? {} : { next: encodeCursor([last.position, last.id]) }),
      counts,
    };
  }

  /** Every site, in order of name. */
  async sites(): Promise<SiteOption[]> {
    return this.dataSource.query<SiteOption[]>('select key, name from site order by name, key');
  }
}

/** The page's rows, and one more if there is a next page. */
function pageSql(listing: Listing): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [QUEUE_CONDITION[listing.queue]];
  if (listing.site !== undefined) conditions.push(`site.key = ${parameter(listing.site)}`);
  if (listing.thread !== undefined) conditions.push(`t.key = ${parameter(listing.thread)}`);
  if (listing.language !== undefined) conditions.push(`s.language = ${parameter(listing.language)}`);
  if (listing.reason !== undefined) conditions.push(`s.reason = ${parameter(listing.reason)}`);
  if (listing.q !== undefined) conditions.push(containing(parameter(patternOf(listing.q))));
  const newest = listing.order === 'newest';
  if (listing.cursor !== undefined) {
    const [at, id] = listing.cursor;
    conditions.push(
      `(s.received_at, s.id) ${newest ? '<' : '>'} (${parameter(at)}::timestamptz, ${parameter(id)}::uuid)`,
    );
  }
  const direction = newest ? 'desc' : 'asc';
  const sql = `
    with item as materialized (
      select ${ITEM_COLUMNS},
             to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position
        from submission s join site on site.id = s.site_id join thread t on t.id = s.thread_id
       where ${conditions.join(' and ')}
       order by s.received_at ${direction}, s.id ${direction} limit ${parameter(listing.limit + 1)}
    )
    select item.*, ${VERDICT_COLUMNS} from item ${LAST_VERDICT}
     order by item.position ${direction}, item.id ${direction}`;
  return { sql, parameters };
}

/** NFKC on both sides: half-width kana and full-width letters are found by their usual forms, and the other way round. */
function containing(pattern: string): string {
  const fields = ['s.body', 's.author_name', 's.author_email'];
  return `(${fields.map((field) => `normalize(${field}, NFKC) ilike ${pattern}`).join(' or ')})`;
}

function patternOf(q: string): string {
  return `%${q.normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`;
}
