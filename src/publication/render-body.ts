import sanitizeHtml from 'sanitize-html';
import { ALLOWED_ATTRIBUTES, LINK_SCHEMES, purify } from '../domain/comment-markup.js';
import { findEmails, findLinks, type FoundLink } from '../domain/find-links.js';

/** On every link a reader wrote: no credit to it, no way back to our window. */
const REL = 'nofollow ugc noopener';

const OUTPUT: sanitizeHtml.IOptions = {
  allowedTags: [...Object.keys(ALLOWED_ATTRIBUTES), 'p', 'br', 'bdi'],
  allowedAttributes: {
    ...Object.fromEntries(Object.entries(ALLOWED_ATTRIBUTES).map(([tag, names]) => [tag, [...names]])),
    a: ['href', 'title', 'rel'],
    p: ['dir'],
  },
  allowedSchemes: LINK_SCHEMES,
  allowedSchemesAppliedToAttributes: ['href', 'cite'],
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  transformTags: {
    a: (_tag, { rel: _rel, ...attribs }) => ({ tagName: 'a', attribs: { ...attribs, rel: REL } }),
  },
};

/** How a body is shown. */
export interface BodyOptions {
  /** Whether addresses can be followed; else they are plain text. */
  links: boolean;
}

/**
 * A comment's body as readers get it: paragraphs and line breaks, addresses as links, all through the sanitizer once
 * more, so that even a body that was tampered with in the database is safe.
 * @param body what `purify` returned; anything else is purified first.
 * @returns HTML of block elements; takes linear time.
 */
export function renderBody(body: string, options: BodyOptions = { links: true }): string {
  const writer = new BodyWriter(options);
  for (const piece of purify(body).match(/<[^>]*>|[^<]+/g) ?? []) {
    if (piece.startsWith('</')) writer.close(piece.slice(2, -1));
    else if (piece.startsWith('<')) writer.open(piece);
    else writer.text(unescapeText(piece));
  }
  return sanitizeHtml(writer.finish(), OUTPUT);
}

/** Puts paragraphs around inline pieces; a blank line inside a tag is two line breaks, so that tags never cross. */
class BodyWriter {
  private html = '';
  private inParagraph = false;
  private pendingBreaks = 0;
  private readonly inline: { name: string; tag: string; written: boolean }[] = [];

  constructor(private readonly options: BodyOptions) {}

  open(tag: string): void {
    const name = /[a-z]+/.exec(tag)?.[0] ?? '';
    if (name === 'blockquote') {
      this.endParagraph();
      this.html += tag;
    } else {
      this.inline.push({ name, tag: name === 'a' && !this.options.links ? '' : tag, written: false });
    }
  }

  close(name: string): void {
    if (name === 'blockquote') {
      this.endParagraph();
      this.html += '</blockquote>\n';
      return;
    }
    const opened = this.inline.pop();
    if (opened?.written === true && opened.tag !== '') this.html += `</${name}>`;
  }

  text(text: string): void {
    const verbatim = !this.options.links || this.inline.some(({ name }) => name === 'a' || name === 'code');
    for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
      if (index > 0) this.pendingBreaks += 1;
      if (line.trim() === '' && (index > 0 || this.pendingBreaks > 0 || !this.inParagraph)) continue;
      this.beginLine();
      this.html += verbatim ? isolate(line) : linkify(line);
    }
  }

  finish(): string {
    this.endParagraph();
    return this.html.trim();
  }

  private beginLine(): void {
    if (this.inParagraph && this.pendingBreaks > 1 && this.inline.every(({ written }) => !written)) {
      this.endParagraph();
    }
    if (!this.inParagraph) this.html += '<p dir="auto">';
    else if (this.pendingBreaks > 0) this.html += '<br />\n'.repeat(Math.min(this.pendingBreaks, 2));
    this.inParagraph = true;
    this.pendingBreaks = 0;
    for (const tag of this.inline) {
      if (!tag.written) this.html += tag.tag;
      tag.written = true;
    }
  }

  private endParagraph(): void {
    if (this.inParagraph) this.html += '</p>\n';
    this.inParagraph = false;
    this.pendingBreaks = 0;
  }
}

/** Text with its addresses as links. */
function linkify(text: string): string {
  const links = findLinks(text);
  const all = [...links, ...findEmails(text, links)].sort((a, b) => a.start - b.start);
  let html = '';
  let done = 0;
  for (const link of all) {
    if (hidesItsHost(link)) continue;
    const written = escapeText(text.slice(link.start, link.end));
    html += `${isolate(text.slice(done, link.start))}<a href="${escapeText(link.href)}">${written}</a>`;
    done = link.end;
  }
  return html + isolate(text.slice(done));
}

/** `http://bank.example@evil.example/` shows one host and leads to another. */
function hidesItsHost({ href }: FoundLink): boolean {
  return href.startsWith('http') && new URL(href).username !== '';
}

/** Characters that turn the direction of what follows (Unicode bidirectional embeddings, overrides and isolates). */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/;

/** Escaped text; one with turns of direction is kept from turning its surroundings. */
function isolate(text: string): string {
  return DIRECTION.test(text) ? `<bdi>${escapeText(text)}</bdi>` : escapeText(text);
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function unescapeText(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
