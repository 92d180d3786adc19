import { fold } from '../../domain/fold.js';

/** Text made from a raw one, and for each of its UTF-16 units the part of the raw one that it stands for. */
export interface TextView {
  text: string;
  starts: readonly number[];
  ends: readonly number[];
}

/** A part of a text that is read as something else. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

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

/** The raw text itself. */
export function rawView(text: string): TextView {
  const starts = Array.from({ length: text.length }, (_, index) => index);
  return { text, starts, ends: starts.map((start) => start + 1) };
}

/** The raw part that units from `start` to `end` (exclusive, not empty) of the view stand for. */
export function rawSpan(view: TextView, start: number, end: number): { start: number; end: number } {
  return { start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 };
}

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

/** The text without its tags, so that a tag inside a word hides nothing. */
export function withoutTags(view: TextView): TextView {
  return edited(
    view,
    findTags(view.text).map(({ start, end }) => ({ start, end, text: '' })),
  );
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

/** The text with its character references read: numeric ones, those of ASCII punctuation and of accented letters. */
export function withoutEntities(view: TextView): TextView {
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

/**
 * Text as listed words are compared: folded, apostrophes alike, white space as one space.
 * Words and texts must both go through it.
 */
export function wordKey(text: string): string {
  return fold(text).replace(/[‘’ʼ]/g, "'").replaceAll('ς', 'σ').replace(/\s+/g, ' ');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const VISIBLE = /[^\p{Cf}\p{Default_Ignorable_Code_Point}\0]+/gu;

/** `wordKey` of a view, with its places. Undefined where they cannot be told (parts that only fold as a whole). */
export function wordView(view: TextView): TextView | undefined {
  const visible = onlyVisible(view);
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of graphemes.segment(visible.text)) {
    const key = wordKey(segment);
    const added = key === ' ' && text.endsWith(' ') ? '' : key;
    const span = rawSpan(visible, index, index + segment.length);
    text += added;
    for (let unit = 0; unit < added.length; unit++) {
      starts.push(span.start);
      ends.push(span.end);
    }
  }
  return text === wordKey(view.text) ? { text, starts, ends } : undefined;
}

function onlyVisible(view: TextView): TextView {
  const edits: Edit[] = [];
  let last = 0;
  for (const match of view.text.matchAll(VISIBLE)) {
    if (match.index > last) edits.push({ start: last, end: match.index, text: '' });
    last = match.index + match[0].length;
  }
  if (last < view.text.length) edits.push({ start: last, end: view.text.length, text: '' });
  return edited(view, edits);
}

function edited(view: TextView, edits: readonly Edit[]): TextView {
  if (edits.length === 0) return view;
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const keep = (from: number, to: number) => {
    text += view.text.slice(from, to);
    for (let index = from; index < to; index++) {
      starts.push(view.starts[index] ?? 0);
      ends.push(view.ends[index] ?? 0);
    }
  };
  let last = 0;
  for (const edit of edits) {
    keep(last, edit.start);
    const span = rawSpan(view, edit.start, edit.end);
    text += edit.text;
    for (let unit = 0; unit < edit.text.length; unit++) {
      starts.push(span.start);
      ends.push(span.end);
    }
    last = edit.end;
  }
  keep(last, view.text.length);
  return { text, starts, ends };
}
