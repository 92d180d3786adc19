import type { EntityManager } from 'typeorm';
import type { SampleView } from '../../contract/samples-api.js';
import type { Language } from '../../contract/review-api.js';
import { permalinkOf } from '../../domain/permalink.js';
import { contextOf } from '../item/context.query.js';
import type { Audience } from '../review-row.js';
import { severeById } from '../severe-by-id.query.js';

interface Row {
  id: string;
  submission: string;
  author: string;
  text: string;
  language: Language | null;
  author_language: Language;
  at: Date;
  site_key: string;
  site_name: string;
  thread_key: string;
  thread_title: string;
  thread_url: string | null;
}

/** Samples by their ids, in that order, as somebody sees them who is not to know what became of them. */
export async function sampleViews(
  manager: EntityManager,
  ids: readonly string[],
  { language, publicUrl }: Audience,
): Promise<SampleView[]> {
  const rows: Row[] = await manager.query(
    `select x.id, s.id as submission, s.author_name as author, s.body as text, s.language, s.received_at as at,
            coalesce(s.language, t.locale, site.locale) as author_language, site.key as site_key, site.name as site_name,
            t.key as thread_key, t.title as thread_title, t.url as thread_url
       from unnest($1::uuid[]) with ordinality as wish(id, place) join sample x on x.id = wish.id
       join submission s on s.id = x.submission_id join thread t on t.id = s.thread_id join site on site.id = s.site_id
      order by wish.place`,
    [ids],
  );
  const severeOf = await severeById(
    manager,
    rows.map(({ submission }) => submission),
    language,
  );
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      submission: {
        id: row.submission,
        author: row.author,
        text: row.text,
        language: row.language,
        receivedAt: row.at.toISOString(),
        authorLanguage: row.author_language,
        severe: severeOf(row.submission),
        site: { key: row.site_key, name: row.site_name },
        thread: {
          key: row.thread_key,
          title: row.thread_title,
          url: permalinkOf(publicUrl, row.site_key, { key: row.thread_key, url: row.thread_url }),
        },
        parents: await parentsOf(manager, row.submission, language),
      },
    })),
  );
}

async function parentsOf(
  manager: EntityManager,
  id: string,
  language: Language,
): Promise<SampleView['submission']['parents']> {
  const context = await contextOf(manager, id, language);
  return (context?.parents ?? []).map(({ id: parent, author, text, language: its, severe }) => ({
    id: parent,
    author,
    text,
    language: its,
    severe,
  }));
}
