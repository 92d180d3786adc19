import sanitizeHtml from 'sanitize-html';
import { HTML_ELEMENTS, isBooleanAttribute } from './html-elements.js';

/** Tags and attributes a comment may use (WordPress 6.8: allowed tags for visitors). */
export const ALLOWED_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  abbr: ['title'],
  acronym: ['title'],
  b: [],
  blockquote: ['cite'],
  cite: [],
  code: [],
  del: ['datetime'],
  em: [],
  i: [],
  q: ['cite'],
  s: [],
  strike: [],
  strong: [],
};

/** Schemes a link may have. */
export const LINK_SCHEMES = ['http', 'https', 'mailto'];

/** Attributes that are addresses, with the schemes each may have. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  href: LINK_SCHEMES,
  cite: ['http', 'https'],
};

/** Longer addresses are not links (the usual limit of browsers and proxies). */
const MAX_ADDRESS = 2_048;

/** Deeper tags are left out; their text stays. Keeps the work of every later parser small. */
const MAX_NESTING = 8;

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: Object.keys(ALLOWED_ATTRIBUTES),
  allowedAttributes: Object.fromEntries(
    Object.entries(ALLOWED_ATTRIBUTES).map(([tag, names]) => [tag, [...names]]),
  ),
  allowedSchemes: LINK_SCHEMES,
  allowedSchemesAppliedToAttributes: Object.keys(ADDRESSES),
  allowProtocolRelative: false,
  parseStyleAttributes: false,
};

/**
 * A reader's text as safe HTML: the allowed tags where they are closed, everything else as text. `<` and `>` of ordinary
 * prose stay (`5 < 6 & 7 > 3`, `<例>`, a `<b>` that is never closed). Of HTML elements that are not allowed only the tag
 * goes, `<br>` becomes a line break; comments go. A link keeps its text but not its tag unless it is absolute, http, https
 * or mailto. The same text twice through it is the same; takes linear time.
 * @returns HTML in which every `<` and `>` belongs to an allowed tag.
 */
export function purify(text: string): string {
  return sanitizeHtml(markUp(text), OPTIONS);
}

/** A piece of a text, and whether it stays as text, stays as markup or goes. */
interface Piece {
  source: string;
  tag?: { name: string; closing: boolean; attributes: Map<string, string> };
  role: 'text' | 'keep' | 'drop';
}

/** The text with allowed, closed tags in canonical form and everything else escaped. */
function markUp(text: string): string {
  const pieces = cut(text);
  pair(pieces);
  return pieces.map(written).join('');
}

function written({ source, tag, role }: Piece): string {
  if (role === 'text' || tag === undefined) return role === 'drop' ? '' : escapeText(source);
  if (role === 'drop') return tag.name === 'br' ? '\n' : '';
  if (tag.closing) return `</${tag.name}>`;
  const attributes = [...tag.attributes].map(([name, value]) => ` ${name}="${escapeValue(value)}"`);
  return `<${tag.name}${attributes.join('')}>`;
}

/** Cuts a text at what looks like a tag or a comment. */
function cut(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const take = (end: number, role: Piece['role'], tag?: Piece['tag']) => {
    if (end > done)
      pieces.push({ source: text.slice(done, end), role, ...(tag === undefined ? {} : { tag }) });
    done = end;
  };
  let noCommentEnd = false;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', Math.max(at + 1, done))) {
    if (text.startsWith('<!--', at) && !noCommentEnd) {
      const end = text.indexOf('-->', at + 4);
      noCommentEnd = end === -1;
      if (noCommentEnd) continue;
      take(at, 'text');
      take(end + 3, 'drop');
      continue;
    }
    const found = tagAt(text, at);
    if (found === undefined) continue;
    take(at, 'text');
    take(found.end, Object.hasOwn(ALLOWED_ATTRIBUTES, found.tag.name) ? 'keep' : 'drop', found.tag);
  }
  take(text.length, 'text');
  return pieces;
}

const TAG_NAME = /<(\/?)([a-z][a-z0-9]*)(?=[\s/>])/iy;
/**
 * White space or slashes, then an attribute. A bare `<` ends the attempt, so that no text is gone through more than three
 * times: quotes can hide a `<` from at most two earlier attempts.
 */
const ATTRIBUTE = /[\s/]+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?/iy;
const TAG_END = /[\s/]*>/y;

/** The tag at an index; undefined when it is prose: no HTML element, or with words that are no attributes. */
function tagAt(text: string, at: number): { end: number; tag: NonNullable<Piece['tag']> } | undefined {
  TAG_NAME.lastIndex = at;
  const head = TAG_NAME.exec(text);
  const name = head?.[2]?.toLowerCase() ?? '';
  if (head === null || !HTML_ELEMENTS.has(name)) return undefined;
  const attributes = new Map<string, string>();
  let end = TAG_NAME.lastIndex;
  for (;;) {
    TAG_END.lastIndex = end;
    if (TAG_END.test(text)) break;
    ATTRIBUTE.lastIndex = end;
    const match = ATTRIBUTE.exec(text);
    const attribute = match?.[1]?.toLowerCase();
    if (match === null || attribute === undefined) return undefined;
    const value = match[2] ?? match[3] ?? match[4];
    if (value === undefined && !isBooleanAttribute(attribute)) return undefined;
    const kept = value === undefined ? undefined : keptValue(name, attribute, value);
    if (kept !== undefined && !attributes.has(attribute)) attributes.set(attribute, kept);
    end = ATTRIBUTE.lastIndex;
  }
  const closing = head[1] === '/';
  return { end: TAG_END.lastIndex, tag: { name, closing, attributes } };
}

/** The value an attribute keeps; undefined where it goes. */
function keptValue(tag: string, attribute: string, written: string): string | undefined {
  if (!Object.hasOwn(ALLOWED_ATTRIBUTES, tag) || !ALLOWED_ATTRIBUTES[tag]?.includes(attribute))
    return undefined;
  const value = decode(written);
  const schemes = ADDRESSES[attribute];
  if (schemes === undefined) return value === '' ? undefined : value;
  const address = asBrowsersRead(value);
  return isAddress(address, schemes) ? address : undefined;
}

/** An address without what browsers leave out of it (WHATWG URL, basic URL parser). */
function asBrowsersRead(value: string): string {
  let end = value.length;
  while (end > 0 && value.charCodeAt(end - 1) <= 0x20) end -= 1;
  return value
    .slice(0, end)
    .replace(/^[\0-\x20]+/, '')
    .replace(/[\t\n\r]/g, '');
}

/** Whether it is an absolute address of one of the schemes, as browsers read it. */
function isAddress(value: string, schemes: readonly string[]): boolean {
  if (value.length > MAX_ADDRESS || !URL.canParse(value)) return false;
  const { protocol } = new URL(value);
  return schemes.includes(protocol.slice(0, -1));
}

/** Decides about each allowed tag: kept with its partner, dropped with it, or text where it has none. */
function pair(pieces: readonly Piece[]): void {
  const open: { piece: Piece; name: string }[] = [];
  const waiting = new Map<string, number>();
  for (const piece of pieces) {
    if (piece.role !== 'keep' || piece.tag === undefined) continue;
    const { name, closing } = piece.tag;
    piece.role = 'text';
    if (!closing) {
      open.push({ piece, name });
      waiting.set(name, (waiting.get(name) ?? 0) + 1);
      continue;
    }
    if ((waiting.get(name) ?? 0) === 0) continue;
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      waiting.set(top.name, (waiting.get(top.name) ?? 1) - 1);
      if (top.name !== name) continue;
      top.piece.role = 'keep';
      piece.role = 'keep';
      break;
    }
  }
  dropMisplaced(pieces);
}

/** Of the paired tags, drops what HTML cannot nest, links that lead nowhere, and what is nested too deep. */
function dropMisplaced(pieces: readonly Piece[]): void {
  const open: Piece[] = [];
  const kept = { all: 0, a: 0, blockquote: 0 };
  const count = ({ role, tag }: Piece, by: 1 | -1): void => {
    if (role !== 'keep') return;
    kept.all += by;
    if (tag?.name === 'a' || tag?.name === 'blockquote') kept[tag.name] += by;
  };
  for (const piece of pieces) {
    if (piece.role !== 'keep' || piece.tag === undefined) continue;
    const { name, closing, attributes } = piece.tag;
    if (closing) {
      const opener = open.pop();
      piece.role = opener?.role ?? 'drop';
      if (opener !== undefined) count(opener, -1);
      continue;
    }
    const misplaced =
      kept.all >= MAX_NESTING ||
      (name === 'a' && (!attributes.has('href') || kept.a > 0)) ||
      (name === 'blockquote' && kept.all > kept.blockquote);
    if (misplaced) piece.role = 'drop';
    open.push(piece);
    count(piece, 1);
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An attribute's value: numbers and the five names of XML are decoded; other names stay as written. */
function decode(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));?/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return whole.endsWith(';') ? (NAMED[name] ?? whole) : whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
      ? '\uFFFD'
      : String.fromCodePoint(code);
  });
}

function escapeValue(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Escapes text, except character references that are written in full: `&hearts;` is ♥, as in WordPress. */
function escapeText(text: string): string {
  return text
    .replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
