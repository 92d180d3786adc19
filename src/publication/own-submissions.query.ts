import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KEYS } from '../database/keys.module.js';
import { type Keys, verifyReceipt } from '../domain/keys.js';
import type { Language } from '../messages/messages.js';

/** What a browser shows to prove that a submission is its reader's. */
export interface Receipt {
  number: number;
  /** 32 hexadecimal digits, not yet verified. */
  hash: string;
  /** How it came: in the address, which can be passed on, or in a cookie, which cannot. */
  by: 'link' | 'cookie';
}

/** Days that a rejection is shown to its author. */
const TOLD_DAYS = 30;

/** A submission that waits or was rejected, for its author's eyes. */
export interface OwnSubmission {
  number: number;
  parentNumber: number | null;
  authorName: string;
  authorUrl: string;
  /** As sent; not purified. */
  body: string;
  language: Language | null;
  receivedAt: Date;
  /** Why it was rejected: the reason or the rule; null while it waits. */
  rejectedFor: string | null;
  /** How its receipts came; at least one. */
  by: ReadonlySet<Receipt['by']>;
}

type OwnRow = Omit<OwnSubmission, 'by'> & { id: string };

/**
 * Reads submissions that wait for a decision or were rejected lately, for those who hold their receipts; the one reader of
 * that table on this side. A receipt that is wrong, of another thread, or of something published or spam reads nothing.
 */
@Injectable()
export class OwnSubmissionsQuery {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** The waiting and rejected submissions of the thread whose receipts are right, oldest first. */
  async find(threadId: string, receipts: readonly Receipt[]): Promise<OwnSubmission[]> {
    if (receipts.length === 0) return [];
    const rows: OwnRow[] = await this.dataSource.query(
      `select id, number, parent_number as "parentNumber", author_name as "authorName", author_url as "authorUrl", body,
              language, received_at as "receivedAt",
              case when state = 'rejected' then coalesce(reason, 'other') end as "rejectedFor"
         from submission
        where number = any($1::bigint[]) and thread_id = $2
          and (state in ('received', 'held')
               or state = 'rejected' and reason is distinct from 'spam'
                  and settled_at > now() - interval '${TOLD_DAYS} days')
        order by number`,
      [receipts.map(({ number }) => number), threadId],
    );
    return rows.flatMap(({ id, ...own }) => {
      const right = receipts.filter(
        ({ number, hash }) => number === own.number && verifyReceipt(this.keys, id, hash),
      );
      return right.length === 0 ? [] : [{ ...own, by: new Set(right.map(({ by }) => by)) }];
    });
  }
}
