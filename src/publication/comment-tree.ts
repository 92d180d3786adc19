import { MAX_DEPTH } from '../domain/comment.entity.js';

/** What the tree needs to know of a comment. */
export interface Placed {
  id: number;
  /** Ids from the top of its branch to itself. */
  path: readonly number[];
}

/** A comment with its place among the others of a page. */
export interface CommentNode<T extends Placed> {
  comment: T;
  /** 1 to MAX_DEPTH, also where the comments above it are on another page or gone. */
  depth: number;
  /** WordPress's classes of the list item. */
  classes: string;
  replies: CommentNode<T>[];
}

/**
 * The comments of a page as a tree: each below the nearest comment of its branch that is on the page.
 * @param comments in thread order.
 */
export function commentTree<T extends Placed>(comments: readonly T[]): CommentNode<T>[] {
  const top: CommentNode<T>[] = [];
  const byId = new Map<number, CommentNode<T>>();
  for (const comment of comments) {
    const node = { comment, depth: Math.min(comment.path.length, MAX_DEPTH), classes: '', replies: [] };
    byId.set(comment.id, node);
    const above = comment.path
      .slice(0, -1)
      .reverse()
      .find((id) => byId.has(id));
    (above === undefined ? top : (byId.get(above)?.replies ?? top)).push(node);
  }
  name(top, { comments: 0, threads: 0 });
  return top;
}

/** `even` and `odd` alternate over the page, `thread-even` and `thread-odd` over its branches (WordPress 6.8). */
function name<T extends Placed>(
  nodes: CommentNode<T>[],
  counts: { comments: number; threads: number },
): void {
  for (const node of nodes) {
    const classes = ['comment', ...(counts.comments++ % 2 === 0 ? ['even'] : ['odd', 'alt'])];
    if (node.depth === 1)
      classes.push(...(counts.threads++ % 2 === 0 ? ['thread-even'] : ['thread-odd', 'thread-alt']));
    classes.push(`depth-${node.depth}`);
    if (node.replies.length > 0) classes.push('parent');
    node.classes = classes.join(' ');
    name(node.replies, counts);
  }
}
