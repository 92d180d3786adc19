import { remembered } from './remembered.js';
import { rawRange, rawView, type View } from './view.js';

/** A tag in a text, end exclusive. */
export interface Tag {
  start: number;
  end: number;
  /** Lower case, without the slash. */
  name: string;
  closing: boolean;
}

/** Longest tag that is recognised; bounds the work that `<a<a<a…` can make. */
const LONGEST_TAG = 1_000;

/** Tags of a text: `<` directly before a letter, `/` or `!`, up to the `>` outside quotes. Ordinary `<` and `>` are none. */
export function findTags(text: string): Tag[] {
  const tags: Tag[] = [];
  let close = text.indexOf('>');
  for (let start = text.indexOf('<'); start !== -1 && close !== -1; start = text.indexOf('<', start)) {
    if (close < start) close = text.indexOf('>', start);
    const end = close === -1 || close - start > LONGEST_TAG ? -1 : endOfTag(text, start);
    if (end === -1) {
      start += 1;
      continue;
    }
    const name = /^<(\/?)([^\s/>]*)/.exec(text.slice(start, end));
    tags.push({ start, end, name: name?.[2]?.toLowerCase() ?? '', closing: name?.[1] === '/' });
    start = end;
  }
  return tags;
}

const CLOSE = 0x3e;
const EQUALS = 0x3d;
const QUOTES = new Set([0x22, 0x27]);

function endOfTag(text: string, start: number): number {
  if (!/[a-z/!]/i.test(text.charAt(start + 1))) return -1;
  let quote = 0;
  const limit = Math.min(text.length, start + LONGEST_TAG);
  for (let index = start + 1; index < limit; index++) {
    const unit = text.charCodeAt(index);
    if (quote !== 0) quote = unit === quote ? 0 : quote;
    else if (unit === CLOSE) return index + 1;
    else if (QUOTES.has(unit) && text.charCodeAt(index - 1) === EQUALS) quote = unit;
  }
  return -1;
}

const ENTITY = /&(?:#(\d{1,7});?|#x([0-9a-f]{1,6});?|([a-z]{2,20});)/gi;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  ZeroWidthSpace: '',
  rsquo: '’',
  lsquo: '‘',
  hyphen: '-',
  dash: '-',
  lowbar: '_',
  period: '.',
  comma: ',',
  colon: ':',
  semi: ';',
  excl: '!',
  quest: '?',
  num: '#',
  dollar: '$',
  percnt: '%',
  ast: '*',
  plus: '+',
  equals: '=',
  sol: '/',
  bsol: '\\',
  commat: '@',
  lpar: '(',
  rpar: ')',
};

const ACCENTS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  caron: '\u030c',
  cedil: '\u0327',
};

/**
 * The text as readers see it: without tags, so that a tag inside a word hides nothing, and with its character references
 * read: numeric ones, those of ASCII punctuation and of accented letters.
 */
export const visibleView = remembered((text: string): View => {
  const raw = rawView(text);
  const bare = text.includes('<')
    ? edited(
        raw,
        findTags(text).map(({ start, end }) => ({ start, end, text: '' })),
      )
    : raw;
  return text.includes('&') ? withoutEntities(bare) : bare;
});

function withoutEntities(view: View): View {
  const edits: Edit[] = [];
  for (const match of view.text.matchAll(ENTITY)) {
    const text = characterOf(match);
    if (text !== undefined) edits.push({ start: match.index, end: match.index + match[0].length, text });
  }
  return edited(view, edits);
}

function characterOf([, decimal, hexadecimal, name]: RegExpMatchArray): string | undefined {
  if (name !== undefined) {
    const [, letter, accent] = /^([a-z])([a-z]+)$/i.exec(name) ?? [];
    const mark = accent === undefined ? undefined : ACCENTS[accent];
    return NAMED[name] ?? (letter !== undefined && mark !== undefined ? letter + mark : undefined);
  }
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

/** A part of a text that is read as something else. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

function edited(view: View, edits: readonly Edit[]): View {
  if (edits.length === 0) return view;
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const keep = (from: number, to: number) => {
    parts.push(view.text.slice(from, to));
    for (let index = from; index < to; index++) {
      starts.push(view.starts[index] ?? 0);
      ends.push(view.ends[index] ?? 0);
    }
  };
  let last = 0;
  for (const edit of edits) {
    keep(last, edit.start);
    const range = rawRange(view, edit.start, edit.end);
    parts.push(edit.text);
    for (let unit = 0; unit < edit.text.length; unit++) {
      starts.push(range.start);
      ends.push(range.end);
    }
    last = edit.end;
  }
  keep(last, view.text.length);
  return { text: parts.join(''), starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}
