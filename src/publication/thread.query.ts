import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { threadIsClosed } from '../domain/thread-closed.js';
import type { Language } from '../messages/messages.js';

/** A thread readers may see, with what its pages need of the site. */
export interface PublicThread {
  id: string;
  key: string;
  title: string;
  url: string | null;
  locale: Language | null;
  closed: boolean;
  site: {
    key: string;
    name: string;
    url: string | null;
    locale: Language;
    locales: Language[];
    requireNameEmail: boolean;
  };
}

/** A comment as stored for readers. */
export interface CommentRow {
  id: number;
  /** Comment replied to; null also where readers no longer see it. */
  parentId: number | null;
  path: number[];
  authorName: string;
  authorUrl: string;
  body: string;
  language: Language | null;
  submittedAt: Date;
  publishedAt: Date;
}

/** Some comments of a thread, in its order. */
export interface CommentRange {
  comments: CommentRow[];
  /** Whether others follow. */
  more: boolean;
}

/** Reads what is public. Of comments it reads the table `comment` only, which holds nothing else. */
@Injectable()
export class ThreadQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** The thread, or null where there is none or it is hidden. */
  async thread(siteKey: string, threadKey: string): Promise<PublicThread | null> {
    if (siteKey.includes('\0') || threadKey.includes('\0')) return null;
    const rows: PublicThread[] = await this.dataSource.query(
      `select thread.id, thread.key, thread.title, thread.url, thread.locale, ${threadIsClosed('thread', 'site')} as closed,
              json_build_object('key', site.key, 'name', site.name, 'url', site.url, 'locale', site.locale,
                                'locales', site.locales, 'requireNameEmail', site.require_name_email) as site
         from thread join site on site.id = thread.site_id
        where site.key = $1 and thread.key = $2 and not thread.hidden`,
      [siteKey, threadKey],
    );
    return rows[0] ?? null;
  }

  /** The comments after a place (null: from the start), at most `limit`. */
  async comments(threadId: string, after: readonly number[] | null, limit: number): Promise<CommentRange> {
    const rows: CommentRow[] = await this.dataSource.query(
      `select c.id, parent.id as "parentId", c.path, c.author_name as "authorName", c.author_url as "authorUrl", c.body,
              c.language, c.submitted_at as "submittedAt", c.published_at as "publishedAt"
         from comment c left join comment parent on parent.id = c.parent_id and parent.thread_id = c.thread_id
        where c.thread_id = $1 and c.path > $2::bigint[]
        order by c.path limit $3`,
      [threadId, after ?? [], limit + 1],
    );
    return { comments: rows.slice(0, limit), more: rows.length > limit };
  }

  /** How many comments readers see. */
  async count(threadId: string): Promise<number> {
    const rows: { count: number }[] = await this.dataSource.query(
      `select count(*)::int as count from comment where thread_id = $1`,
      [threadId],
    );
    return rows[0]?.count ?? 0;
  }

  /** The comment that `?replytocom=` names; null where readers do not see it in this thread. */
  async parent(threadId: string, id: number): Promise<{ id: number; author: string } | null> {
    const rows: { id: number; author: string }[] = await this.dataSource.query(
      `select id, author_name as author from comment where id = $1 and thread_id = $2`,
      [id, threadId],
    );
    return rows[0] ?? null;
  }
}
