import { setImmediate } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { NearDuplicates } from '../domain/signal.js';
import { type Candidate, COMPARED_LENGTH, comparedParts, nearDuplicatesOf } from './near-duplicates.js';
import { bandsOf } from './text/minhash.js';

/**
 * Submissions that a text is compared with, and that one of its bands gives, unless the policy asks for more: those with most
 * bands in common. In a raid each costs time; how many there are in all, the card of the raid counts (review/cluster.query.ts).
 */
const CANDIDATES = 20;

/** Texts that are read without a pause for what else the process has to do. */
const BREATH = 20;

/** A submission whose neighbours are wanted. */
export interface Newcomer {
  id: string;
  siteId: string;
  /** As the database writes it, with its microseconds. */
  receivedAt: string;
  body: string;
  /** Neighbours were received within so many hours before or after. */
  hours: number;
  /** So many must be found if there are as many. */
  atLeast: number;
}

/** A newcomer whose text is long enough to be compared. */
interface Comparable extends Newcomer {
  parts: ReadonlySet<string>;
  hashes: readonly number[];
}

interface Pair {
  id: string;
  other: string;
}

/** Texts that are much alike. */
export class Neighbours {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes the newcomers known, so that those who are screened at the same moment see each other, and finds what is like
   * them. Safe to repeat.
   * @returns those that are long enough to be compared, by id.
   * @throws when the database fails.
   */
  async find(newcomers: readonly Newcomer[]): Promise<Map<string, NearDuplicates>> {
    const comparable = newcomers.flatMap((newcomer) => {
      const parts = comparedParts(newcomer.body);
      const hashes = bandsOf(parts);
      return hashes.length === 0 ? [] : [{ ...newcomer, parts, hashes }];
    });
    if (comparable.length === 0) return new Map();
    const items = JSON.stringify(
      comparable.map(({ id, siteId, receivedAt, hours, atLeast, hashes }) => ({
        id,
        most: Math.max(CANDIDATES, atLeast),
        site_id: siteId,
        received_at: receivedAt,
        hours,
        hashes,
      })),
    );
    await this.note(items);
    return this.compare(comparable, await this.pairs(items));
  }

  /** In one order everywhere, so that two workers with the same job wait for each other and do not block each other. */
  private async note(items: string): Promise<void> {
    await this.dataSource.query(
      `insert into text_band (site_id, hash, received_at, submission_id)
       select site_id, hash, received_at, id
         from jsonb_to_recordset($1::jsonb) as item(id uuid, site_id uuid, received_at timestamptz, hashes int[]),
              unnest(hashes) as hash
        order by id, hash
           on conflict do nothing`,
      [items],
    );
  }

  /** Those of a band with the newest first: in a raid they are the same for all. */
  private pairs(items: string): Promise<Pair[]> {
    return this.dataSource.query(
      `select item.id, near.other
         from jsonb_to_recordset($1::jsonb) as item(id uuid, site_id uuid, received_at timestamptz, hours int, most int, hashes int[])
        cross join lateral (
          select one.submission_id as other
            from unnest(item.hashes) as band(hash)
           cross join lateral (
             select b.submission_id, b.received_at from text_band b
              where b.site_id = item.site_id and b.hash = band.hash
                and b.received_at between item.received_at - make_interval(hours => item.hours)
                                      and item.received_at + make_interval(hours => item.hours)
              order by b.received_at desc limit item.most + 1) one
           where one.submission_id <> item.id
           group by one.submission_id
           order by count(*) desc, max(one.received_at) desc, one.submission_id
           limit item.most) near`,
      [items],
    );
  }

  private async compare(
    comparable: readonly Comparable[],
    pairs: readonly Pair[],
  ): Promise<Map<string, NearDuplicates>> {
    const candidates = await this.candidates([...new Set(pairs.map(({ other }) => other))]);
    const others = new Map<string, Candidate[]>(comparable.map(({ id }) => [id, []]));
    for (const { id, other } of pairs) {
      const candidate = candidates.get(other);
      if (candidate !== undefined) others.get(id)?.push(candidate);
    }
    return new Map(comparable.map(({ id, parts }) => [id, nearDuplicatesOf(parts, others.get(id) ?? [])]));
  }

  private async candidates(ids: readonly string[]): Promise<Map<string, Candidate>> {
    const found = new Map<string, Candidate>();
    if (ids.length === 0) return found;
    const rows: { id: string; body: string; author: string; network: string | null }[] =
      await this.dataSource.query(
        `select id, left(body, ${COMPARED_LENGTH}) as body, coalesce(nullif(email_key, ''), name_key) as author,
                network_hash as network
           from submission where id = any($1::uuid[])`,
        [ids],
      );
    for (const [index, { body, ...row }] of rows.entries()) {
      // Up to a millisecond each, and there may be thousands: the worker must still answer its broker.
      if (index % BREATH === 0) await setImmediate();
      found.set(row.id, { ...row, parts: comparedParts(body) });
    }
    return found;
  }
}
