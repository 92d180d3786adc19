import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MAX_DEPTH } from '../domain/comment.entity.js';
import { purify } from '../domain/comment-markup.js';
import { renderCommentForm } from '../http/comment-form.js';
import { type Language, say } from '../messages/messages.js';
import { rejectionText } from '../messages/reasons.messages.js';
import { publicationMessages } from '../messages/publication.messages.js';
import { type ListedComment, renderCommentList } from './comment-list.js';
import { cursorOf, pathOfCursor } from './cursor.js';
import { type OwnSubmission, OwnSubmissionsQuery } from './own-submissions.query.js';
import { renderPart } from './page.js';
import type { ReaderBrowser } from './reader-browser.js';
import { renderBody } from './render-body.js';
import { RenderedBodies } from './rendered-bodies.js';
import { type CommentRow, type PublicThread, ThreadQuery } from './thread.query.js';

/** Comments on one page. */
const PAGE_SIZE = 100;

/** What a page needs to show a thread. */
export interface SectionWish {
  thread: PublicThread;
  browser: ReaderBrowser;
  language: Language;
  /** Where the comments are linked to: `<permalink>#comment-N`. */
  permalink: string;
  /** Address of this very page, for reply links and further pages. */
  here: string;
  /** Path of the desk, without a slash at the end. */
  basePath: string;
  /** Path the form posts to. */
  action: string;
}

/** The comments and the form, ready to be put into a page. */
export interface Section {
  html: string;
  /** Whether it holds something of this one reader. */
  personal: boolean;
  /** Whether search engines may keep the page. */
  index: boolean;
  /** Random part of the form; sections that differ in nothing else are the same. */
  formKey: string;
}

/** Shows a thread: comments, the reader's own submissions that are not public, and the form. */
@Injectable()
export class ThreadSection {
  constructor(
    private readonly threads: ThreadQuery,
    private readonly own: OwnSubmissionsQuery,
    private readonly bodies: RenderedBodies,
  ) {}

  /** The section below an article. What the browser brings along and is not valid changes nothing. */
  async render(wish: SectionWish): Promise<Section> {
    const { thread, browser, language, here } = wish;
    const after = browser.after === null ? undefined : pathOfCursor(browser.after);
    const [{ comments, more }, count, parent, own] = await Promise.all([
      this.threads.comments(thread.id, after ?? null, PAGE_SIZE),
      this.threads.count(thread.id),
      browser.replyTo === null || thread.closed ? null : this.threads.parent(thread.id, browser.replyTo),
      this.own.find(thread.id, browser.receipts),
    ]);
    const formKey = randomUUID();
    const last = comments.at(-1);
    const html = renderPart('thread', {
      text: (key: keyof typeof publicationMessages) => say(language, publicationMessages, key),
      heading: say(language, publicationMessages, 'thread.heading', { count }),
      closed: thread.closed,
      list: renderCommentList(this.listed(comments, own, language), {
        language,
        permalink: wish.permalink,
        basePath: wish.basePath,
        replies: thread.closed ? null : { here, threadKey: thread.key },
      }),
      next: more && last !== undefined ? `${here}?after=${cursorOf(last.path)}#comments` : null,
      first: after === undefined ? null : `${here}#comments`,
      form: thread.closed ? '' : form(wish, parent, formKey),
    });
    const personal = own.length > 0 || (!thread.closed && knowsReader(browser));
    return { html, personal, index: own.length === 0 && parent === null, formKey };
  }

  /** The published comments with the reader's own at their places, or at the end where their parents are not here. */
  private listed(
    comments: readonly CommentRow[],
    submissions: readonly OwnSubmission[],
    language: Language,
  ): ListedComment[] {
    const published = comments.map((row) => ({ ...row, html: this.bodies.html(row), awaiting: null }));
    const own = submissions.map((submission) => {
      const parent = comments.find(({ id }) => id === submission.parentNumber);
      const branch = parent?.path.slice(0, MAX_DEPTH - 1) ?? [];
      return { ...preview(submission, language), path: [...branch, submission.number] };
    });
    return own.length === 0 ? published : [...published, ...own].sort((a, b) => comparePaths(a.path, b.path));
  }
}

/**
 * A submission that is not public as its author sees it, with what became of it. A link can be passed on, a cookie cannot: what came by a link alone leads
 * nowhere, so that nobody shows addresses of theirs under the site's name.
 */
function preview(submission: OwnSubmission, language: Language): Omit<ListedComment, 'path'> {
  const links = submission.by.has('cookie');
  return {
    id: submission.number,
    authorName: submission.authorName,
    authorUrl: links ? submission.authorUrl : '',
    language: submission.language,
    submittedAt: submission.receivedAt,
    html: renderBody(purify(submission.body), { links }),
    awaiting: toldOf(submission, language),
  };
}

function toldOf({ rejectedFor, by }: OwnSubmission, language: Language): string {
  if (rejectedFor !== null) return rejectionText(language, rejectedFor);
  return say(language, publicationMessages, by.has('link') ? 'thread.awaitingPreview' : 'thread.awaiting');
}

function form(wish: SectionWish, parent: { id: number; author: string } | null, formKey: string): string {
  const { thread, browser, language } = wish;
  return renderCommentForm({
    language,
    action: wish.action,
    threadKey: thread.key,
    permalink: wish.here,
    ...(wish.here === wish.permalink ? {} : { redirectTo: wish.here }),
    parent,
    values: { author: browser.author, email: browser.email, url: browser.url, comment: '' },
    consent: browser.email !== '',
    requireNameEmail: thread.site.requireNameEmail,
    formKey,
  });
}

function knowsReader({ author, email, url }: ReaderBrowser): boolean {
  return author !== '' || email !== '' || url !== '';
}

/** The order PostgreSQL gives arrays. */
function comparePaths(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
