import type { CommentView } from '../contract/reader-api.js';
import { MAX_DEPTH } from '../domain/comment.entity.js';
import type { RenderedBodies } from './rendered-bodies.js';
import type { CommentRow } from './thread.query.js';

/** A comment as the public API gives it. */
export function commentView(row: CommentRow, permalink: string, bodies: RenderedBodies): CommentView {
  return {
    id: row.id,
    parent: row.parentId,
    depth: Math.min(row.path.length, MAX_DEPTH),
    author: { name: row.authorName, url: webAddress(row.authorUrl) },
    html: bodies.html(row),
    language: row.language,
    submittedAt: row.submittedAt.toISOString(),
    publishedAt: row.publishedAt.toISOString(),
    url: `${permalink}#comment-${row.id}`,
  };
}

/** An author's address if it is one that may be a link, else null. */
export function webAddress(url: string): string | null {
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}
