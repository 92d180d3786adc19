import { MAX_DEPTH } from '../domain/comment.entity.js';
import { type Language, say } from '../messages/messages.js';
import { publicationMessages } from '../messages/publication.messages.js';
import { reportMessages } from '../messages/report.messages.js';
import { type CommentNode, commentTree } from './comment-tree.js';
import { webAddress } from './comment-view.js';
import { renderPart } from './page.js';

/** A comment in the list of a page. */
export interface ListedComment {
  id: number;
  path: readonly number[];
  authorName: string;
  /** Empty: the name is no link. */
  authorUrl: string;
  language: Language | null;
  submittedAt: Date;
  /** Safe HTML. */
  html: string;
  /** What its author is told while nobody has decided, or when it was rejected; null for a published comment. */
  awaiting: string | null;
}

/** What the list depends on besides its comments. */
export interface ListWish {
  language: Language;
  /** Where dates link to: `<permalink>#comment-N`. */
  permalink: string;
  /** Path of the desk, without a slash at the end: where comments are reported. */
  basePath: string;
  /** What reply links need; null where the thread is closed. */
  replies: { here: string; threadKey: string } | null;
}

/** The items of WordPress's comment list (6.8, HTML5), nested, for `<ol class="comment-list">`. */
export function renderCommentList(comments: readonly ListedComment[], wish: ListWish): string {
  return renderNodes(commentTree(comments), wish);
}

function renderNodes(nodes: CommentNode<ListedComment>[], wish: ListWish): string {
  return nodes
    .map((node) => renderPart('comment', { ...itemOf(node, wish), replies: renderNodes(node.replies, wish) }))
    .join('');
}

function itemOf({ comment, depth, classes }: CommentNode<ListedComment>, wish: ListWish): object {
  const { language, replies } = wish;
  const name =
    comment.authorName === '' ? say(language, publicationMessages, 'thread.anonymous') : comment.authorName;
  return {
    id: comment.id,
    classes: comment.awaiting === null ? classes : `${classes} unapproved`,
    name,
    nameUrl: webAddress(comment.authorUrl),
    says: say(language, publicationMessages, 'thread.says'),
    initial: initialOf(name),
    tint: tintOf(name),
    href: `${wish.permalink}#comment-${comment.id}`,
    datetime: comment.submittedAt.toISOString(),
    date: dateText(comment.submittedAt, language),
    awaiting: comment.awaiting,
    lang: comment.language,
    html: comment.html,
    report:
      comment.awaiting !== null
        ? null
        : {
            href: `${wish.basePath}/comments/${comment.id}/report`,
            text: say(language, reportMessages, 'report.link'),
            label: say(language, reportMessages, 'report.linkTo', { author: name }),
          },
    reply:
      replies === null || comment.awaiting !== null || depth >= MAX_DEPTH
        ? null
        : {
            href: `${replies.here}?replytocom=${comment.id}#respond`,
            threadKey: replies.threadKey,
            text: say(language, publicationMessages, 'thread.reply'),
            label: say(language, publicationMessages, 'thread.replyTo', { author: name }),
          },
  };
}

const graphemes = new Intl.Segmenter();

/** The first character of a name as people see it. */
function initialOf(name: string): string {
  const first = graphemes.segment(name)[Symbol.iterator]().next().value?.segment ?? '';
  return first.toUpperCase();
}

const TINTS = 6;

/** One of the stylesheet's tints, always the same for a name. */
function tintOf(name: string): number {
  return Array.from(name).reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % TINTS;
}

const FORMATS = {
  en: {
    day: new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
    time: new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'UTC' }),
  },
  ja: {
    day: new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeZone: 'UTC' }),
    time: new Intl.DateTimeFormat('ja-JP', { timeStyle: 'short', timeZone: 'UTC' }),
  },
};

/** A moment as people write it, in UTC. */
function dateText(date: Date, language: Language): string {
  const { day, time } = FORMATS[language];
  return say(language, publicationMessages, 'thread.date', {
    day: day.format(date),
    time: time.format(date),
  });
}
