import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReviewItemDetail, SignalView, SubmissionStateName, TextSpan } from '../contract/review-api.js';
import type { Language } from '../contract/review-api.js';
import type { Signal } from '../domain/signal.js';
import { signalSentence } from '../messages/signals.messages.js';
import { historyOf } from './history.query.js';
import {
  type Audience,
  ITEM_COLUMNS,
  type ItemRow,
  LAST_VERDICT,
  reviewItemOf,
  VERDICT_COLUMNS,
} from './review-row.js';

/** Submissions of the same author that are shown. */
const RECENT = 5;

interface RecentRow {
  id: string;
  state: SubmissionStateName;
  body: string;
  received_at: Date;
}

interface ParentRow {
  number: number;
  author_name: string;
  body: string;
  published_at: Date;
}

/** One submission with what a decision needs. */
@Injectable()
export class ReviewItemQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** The submission, in any state; null when there is none. */
  async find(id: string, audience: Audience): Promise<ReviewItemDetail | null> {
    const rows: ItemRow[] = await this.dataSource.query(
      `with item as (
         select ${ITEM_COLUMNS} from submission s
           join site on site.id = s.site_id join thread t on t.id = s.thread_id where s.id = $1
       ) select item.*, ${VERDICT_COLUMNS} from item ${LAST_VERDICT}`,
      [id],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const [parent, authorHistory, history] = await Promise.all([
      this.parentOf(id),
      this.authorHistoryOf(id),
      historyOf(this.dataSource.manager, id),
    ]);
    return {
      ...reviewItemOf(row, audience),
      signals: (row.signals ?? []).map((signal) => signalView(signal, audience.language)),
      policyVersion: row.policy_version,
      parent,
      authorHistory,
      history,
    };
  }

  /** The comment replied to; null when it is none or no longer public. */
  private async parentOf(id: string): Promise<ReviewItemDetail['parent']> {
    const rows: ParentRow[] = await this.dataSource.query(
      `select parent.number::float8 as number, parent.author_name, parent.body, comment.published_at
         from submission s join comment on comment.id = s.parent_number and comment.thread_id = s.thread_id
         join submission parent on parent.id = comment.submission_id where s.id = $1`,
      [id],
    );
    const row = rows[0];
    return row === undefined
      ? null
      : {
          number: row.number,
          author: row.author_name,
          text: row.body,
          publishedAt: row.published_at.toISOString(),
        };
  }

  /** What else the author wrote on this site, by folded name and e-mail; nothing for an author who gave neither. */
  private async authorHistoryOf(id: string): Promise<ReviewItemDetail['authorHistory']> {
    const others = `from submission s join submission other
      on other.site_id = s.site_id and other.email_key = s.email_key and other.name_key = s.name_key and other.id <> s.id
      where s.id = $1 and (s.email_key <> '' or s.name_key <> '')`;
    const [counts, recent] = await Promise.all([
      this.dataSource.query<{ state: SubmissionStateName; count: number }[]>(
        `select other.state, count(*)::int as count ${others} group by other.state`,
        [id],
      ),
      this.dataSource.query<RecentRow[]>(
        `select other.id, other.state, other.body, other.received_at ${others}
         order by other.received_at desc, other.id desc limit ${RECENT}`,
        [id],
      ),
    ]);
    const count = (state: SubmissionStateName) => counts.find((row) => row.state === state)?.count ?? 0;
    return {
      approved: count('approved'),
      rejected: count('rejected'),
      held: count('held'),
      recent: recent.map((row) => ({
        id: row.id,
        state: row.state,
        text: row.body,
        receivedAt: row.received_at.toISOString(),
      })),
    };
  }
}

function signalView(signal: Signal, language: Language): SignalView {
  return {
    kind: signal.kind,
    score: signal.score,
    sentence: signalSentence(language, signal),
    spans: spansOf(signal),
  };
}

function spansOf({ evidence }: Signal): TextSpan[] {
  if ('spans' in evidence) return evidence.spans;
  return 'hits' in evidence ? evidence.hits.map(({ span }) => span) : [];
}
