import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReviewItemDetail, SignalView } from '../contract/review-api.js';
import type { Language } from '../contract/review-api.js';
import { type Signal, spansOfSignal } from '../domain/signal.js';
import { signalSentence } from '../messages/signals.messages.js';
import { authorHistoryOf } from './author/author-history.query.js';
import { reportsOn } from './reports/reports.query.js';
import { explanationOf } from './explanation.query.js';
import { historyOf } from './history.query.js';
import {
  type Audience,
  ITEM_COLUMNS,
  type ItemRow,
  LAST_VERDICT,
  reviewItemOf,
  VERDICT_COLUMNS,
} from './review-row.js';
import { ruleWordsOf } from './rule-words.query.js';

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
    const [authorLanguage, parent, authorHistory, reported, history, wordsOf, explanation] =
      await Promise.all([
        this.authorLanguageOf(id),
        this.parentOf(id),
        authorHistoryOf(this.dataSource.manager, id, audience.language),
        reportsOn(this.dataSource.manager, id),
        historyOf(this.dataSource.manager, id),
        ruleWordsOf(this.dataSource.manager, rows),
        explanationOf(this.dataSource.manager, id, audience.language),
      ]);
    return {
      ...reviewItemOf(row, audience, wordsOf),
      signals: (row.signals ?? []).map((signal) => signalView(signal, audience.language)),
      explanation,
      policyVersion: row.policy_version,
      authorLanguage,
      parent,
      authorHistory,
      reported,
      history,
    };
  }

  private async authorLanguageOf(id: string): Promise<Language> {
    const rows: { language: Language }[] = await this.dataSource.query(
      `select coalesce(s.language, t.locale, site.locale) as language
         from submission s join thread t on t.id = s.thread_id join site on site.id = s.site_id where s.id = $1`,
      [id],
    );
    return rows[0]?.language ?? 'en';
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
}

function signalView(signal: Signal, language: Language): SignalView {
  return {
    kind: signal.kind,
    score: signal.score,
    sentence: signalSentence(language, signal),
    spans: spansOfSignal(signal),
  };
}
