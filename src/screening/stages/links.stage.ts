import { findEmails, findLinks } from '../../domain/find-links.js';
import type { Span } from '../../domain/signal.js';
import type { Stage } from '../pipeline/stage.js';
import { findTags, type Tag } from '../words/text-view.js';

/** Places that are recorded at most. */
const MAX_SPANS = 20;

/**
 * Links as readers would see them: anchors, and bare http, www and e-mail addresses also where they are glued to
 * Japanese text. Like WordPress 6.8, an address inside an anchor counts once and one inside `code` not at all; the
 * author's own site is no link of the text.
 */
export const linksStage: Stage = {
  name: 'links',
  gives: ['links'],
  run({ submission: { body } }) {
    const spans = linkSpans(body);
    const score = spans.length / (spans.length + 1);
    return [{ kind: 'links', score, evidence: { count: spans.length, spans: spans.slice(0, MAX_SPANS) } }];
  },
};

function linkSpans(body: string): Span[] {
  const tags = findTags(body);
  const anchors = tags.filter((tag) => isAnchor(body, tag)).map((tag) => elementOf(tags, tag));
  const codes = tags
    .filter(({ name, closing }) => name === 'code' && !closing)
    .map((tag) => elementOf(tags, tag));
  const taken = [...anchors, ...codes, ...tags];
  const web = findLinks(body);
  const bare = [...web, ...findEmails(body, web)].filter(
    (link) => !taken.some(({ start, end }) => link.start < end && start < link.end),
  );
  return [...anchors, ...bare]
    .map(({ start, end }): Span => ({ field: 'text', start, end }))
    .sort((a, b) => a.start - b.start);
}

function isAnchor(body: string, { name, closing, start, end }: Tag): boolean {
  return name === 'a' && !closing && /[\s/"']href\s*=/i.test(body.slice(start, end));
}

/** From the tag to the end of its element; an element that is never closed is its tag alone. */
function elementOf(tags: readonly Tag[], tag: Tag): { start: number; end: number } {
  const after = tags.filter(({ start, name }) => start >= tag.end && name === tag.name);
  const end = after[0]?.closing === true ? after[0].end : tag.end;
  return { start: tag.start, end };
}
