import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Matching, ReviewPage, SiteOption } from '../contract/review-api.js';
import { type ListingSource, listingSource } from './listing-source.js';
import { countQueues } from './queue-counts.query.js';
import { encodeCursor, type Filter, type Listing } from './review-items.schema.js';
import {
  type Audience,
  ITEM_COLUMNS,
  type ItemRow,
  LAST_VERDICT,
  reviewItemOf,
  VERDICT_COLUMNS,
} from './review-row.js';
import { ruleWordsOf } from './rule-words.query.js';

/** What each order goes by, and whether it goes down. */
const ORDERS: Readonly<Record<Listing['order'], { column: string; down: boolean }>> = {
  next: { column: 's.due_at', down: false },
  oldest: { column: 's.received_at', down: false },
  newest: { column: 's.received_at', down: true },
};

/** The same in the queue of what is reported. */
const REPORT_ORDERS: typeof ORDERS = {
  next: { column: 'r.due_at', down: false },
  oldest: { column: 'r.first_at', down: false },
  newest: { column: 'r.last_at', down: true },
};

/** Matches are counted up to this. */
const MOST_COUNTED = 10_000;

/** The lists of the console. */
@Injectable()
export class ReviewItemsQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** One page, and the counts of all lists under the same site. */
  async page(listing: Listing, audience: Audience): Promise<ReviewPage> {
    const { sql, parameters } = await this.pageSql(listing);
    const [rows, counts] = await Promise.all([
      this.dataSource.query<(ItemRow & { position: string })[]>(sql, parameters),
      countQueues(this.dataSource.manager, listing.site),
    ]);
    const shown = rows.slice(0, listing.limit);
    const wordsOf = await ruleWordsOf(this.dataSource.manager, shown);
    const last = rows.length > listing.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => reviewItemOf(row, audience, wordsOf)),
      ...(last === undefined ? {} : { next: encodeCursor([last.position, last.id]) }),
      counts,
    };
  }

  /** The page's rows, and one more if there is a next page. */
  private async pageSql(listing: Listing): Promise<ListingSource> {
    const { sql: source, parameters } = await listingSource(this.dataSource.manager, listing);
    const parameter = (value: unknown) => `$${parameters.push(value)}`;
    const { column, down } = (listing.queue === 'reported' ? REPORT_ORDERS : ORDERS)[listing.order];
    const direction = down ? 'desc' : 'asc';
    const after =
      listing.cursor === undefined
        ? ''
        : `and (${column}, s.id) ${down ? '<' : '>'} (${parameter(listing.cursor[0])}::timestamptz, ${parameter(listing.cursor[1])}::uuid)`;
    const sql = `
      with item as materialized (
        select ${ITEM_COLUMNS},
               to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position
          ${source} ${after}
         order by ${column} ${direction}, s.id ${direction} limit ${parameter(listing.limit + 1)}
      )
      select item.*, ${VERDICT_COLUMNS} from item ${LAST_VERDICT}
       order by item.position ${direction}, item.id ${direction}`;
    return { sql, parameters };
  }

  /** How many a filter asks for, counted up to a limit. */
  async matching(filter: Filter): Promise<Matching> {
    const { sql, parameters } = await listingSource(this.dataSource.manager, filter);
    const [row]: { count: number }[] = await this.dataSource.query(
      `select count(*)::int as count from (select 1 ${sql} limit ${MOST_COUNTED + 1}) as found`,
      parameters,
    );
    const count = row?.count ?? 0;
    return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
  }

  /** Every site, in order of name. */
  async sites(): Promise<SiteOption[]> {
    return this.dataSource.query<SiteOption[]>('select key, name from site order by name, key');
  }
}
