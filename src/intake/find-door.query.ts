import { Injectable } from '@nestjs/common';
import { Gatherer } from '../database/gatherer.js';
import { type Prepared, PreparedConnections } from '../database/prepared-connections.js';
import { threadIsClosed } from '../domain/thread-closed.js';
import type { Language } from '../messages/messages.js';

/** What the doors need of a site. */
export interface SiteSettings {
  id: string;
  key: string;
  name: string;
  /** Public address, or null when the desk itself is the site. */
  url: string | null;
  locale: Language;
  locales: Language[];
  /** Seconds between two submissions of one e-mail or address; 0 = no limit. */
  floodSeconds: number;
  requireNameEmail: boolean;
  createThreads: boolean;
}

/** What the doors need of a thread. */
export interface DoorThread {
  id: string;
  key: string;
  title: string;
  url: string | null;
  locale: Language | null;
  closed: boolean;
  hidden: boolean;
}

/** Where a submission wants to go. */
export interface Door {
  /** Null: no such site. */
  site: SiteSettings | null;
  /** Null: no such thread on that site. */
  thread: DoorThread | null;
  /** `approved-here`: the parent is a comment that readers see in this very thread. `none`: 0 was asked for. */
  parent: 'none' | 'approved-here' | 'not-approved';
  /** Name of the parent's author; null without an approved parent. */
  parentAuthor: string | null;
}

/** What a door is looked up by. `parent` is the number of a comment, 0 for none. */
export interface DoorQuestion {
  siteKey: string;
  threadKey: string;
  parent: number;
}

interface DoorRow {
  site: SiteSettings | null;
  thread: DoorThread | null;
  parent_author: string | null;
}

const STATEMENT: Prepared = {
  name: 'find-door',
  text: `
  select
    case when site.id is not null then json_build_object(
      'id', site.id, 'key', site.key, 'name', site.name, 'url', site.url, 'locale', site.locale,
      'locales', site.locales, 'floodSeconds', site.flood_seconds, 'requireNameEmail', site.require_name_email,
      'createThreads', site.create_threads) end as site,
    case when thread.id is not null then json_build_object(
      'id', thread.id, 'key', thread.key, 'title', thread.title, 'url', thread.url, 'locale', thread.locale,
      'closed', ${threadIsClosed('thread', 'site')}, 'hidden', thread.hidden) end as thread,
    comment.author_name as parent_author
    from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as asked(site_key, thread_key, parent, place)
    left join site on site.key = asked.site_key
    left join thread on thread.site_id = site.id and thread.key = asked.thread_key
    left join comment on comment.id = asked.parent and comment.thread_id = thread.id
   order by asked.place`,
};

/** Looks up where submissions want to go: the questions of a millisecond in one query. */
@Injectable()
export class FindDoor {
  private readonly gatherer = new Gatherer<DoorQuestion, Door>({
    run: (questions) => this.run(questions),
    windowMs: 1,
    maxBatch: 100,
    lanes: 2,
    maxWaiting: 5_000,
  });

  constructor(private readonly connections: PreparedConnections) {}

  /**
   * Site, thread and parent of one submission.
   * @throws what `statusOf` (http/problem.ts) answers with 503 when the database is away or too many wait.
   */
  async find(question: DoorQuestion): Promise<Door> {
    // PostgreSQL's text holds no NUL: such a key names nothing.
    if (question.siteKey.includes('\0') || question.threadKey.includes('\0')) {
      return {
        site: null,
        thread: null,
        parent: question.parent === 0 ? 'none' : 'not-approved',
        parentAuthor: null,
      };
    }
    return this.gatherer.add(question);
  }

  private async run(questions: DoorQuestion[]): Promise<Door[]> {
    // Readers of one page ask the same; keys hold no NUL.
    const names = questions.map(({ siteKey, threadKey, parent }) => `${siteKey}\0${threadKey}\0${parent}`);
    const asked = new Map(questions.map((question, index) => [names[index], question]));
    const found = await this.lookUp([...asked.values()]);
    const doors = new Map([...asked.keys()].map((name, index) => [name, found[index]]));
    return names.map((name) => {
      const door = doors.get(name);
      if (door === undefined) throw new Error('a question was not answered');
      return door;
    });
  }

  private async lookUp(questions: DoorQuestion[]): Promise<Door[]> {
    const rows = await this.connections.run<DoorRow>(STATEMENT, [
      questions.map(({ siteKey }) => siteKey),
      questions.map(({ threadKey }) => threadKey),
      questions.map(({ parent }) => (Number.isSafeInteger(parent) ? parent : 0)),
    ]);
    return rows.map(({ site, thread, parent_author: author }, index) => ({
      site,
      thread,
      parent: questions[index]?.parent === 0 ? 'none' : author === null ? 'not-approved' : 'approved-here',
      parentAuthor: author,
    }));
  }
}
