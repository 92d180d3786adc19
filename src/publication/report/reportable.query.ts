import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '../../messages/messages.js';
import type { CommentRow, PublicThread } from '../thread.query.js';

/** A published comment that can be reported, and where it stands. */
export interface Reportable {
  comment: Pick<CommentRow, 'id' | 'authorName' | 'body' | 'language'>;
  thread: Pick<PublicThread, 'key' | 'title' | 'url' | 'locale'>;
  site: { key: string; name: string; url: string | null; locale: Language; locales: Language[] };
}

/** What a report is about. Of comments it reads the table `comment` only, which holds nothing that is not public. */
@Injectable()
export class ReportableQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** The published comment of this number; null where readers see none. */
  async find(number: number): Promise<Reportable | null> {
    const rows: Reportable[] = await this.dataSource.query(
      `select json_build_object('id', c.id, 'authorName', c.author_name, 'body', c.body, 'language', c.language) as comment,
              json_build_object('key', t.key, 'title', t.title, 'url', t.url, 'locale', t.locale) as thread,
              json_build_object('key', site.key, 'name', site.name, 'url', site.url, 'locale', site.locale,
                                'locales', site.locales) as site
         from comment c join thread t on t.id = c.thread_id join site on site.id = c.site_id
        where c.id = $1 and not t.hidden`,
      [number],
    );
    return rows[0] ?? null;
  }
}
