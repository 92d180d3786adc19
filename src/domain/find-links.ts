/** A web or e-mail address in a text. */
export interface FoundLink {
  /** Where it begins, in UTF-16 code units. */
  start: number;
  /** Where it ends, exclusive. */
  end: number;
  /** Absolute address: as written, with `http://` before a bare `www.` and `mailto:` before an e-mail address. */
  href: string;
}

/**
 * The web addresses in a text, in order: `http://`, `https://` and `www.`, after white space as well as glued to Japanese
 * text (WordPress 6.8 misses those). An address ends before Japanese punctuation, brackets it did not open, and trailing
 * ASCII punctuation. In its path Japanese belongs to it only where a part of the path begins with it, and not with
 * hiragana: `http://a.jp/をご覧` ends at the slash, `http://a.jp/wiki/日本の城` does not. Takes linear time.
 */
export function findLinks(text: string): FoundLink[] {
  return new LinkScan(text).all();
}

/** The e-mail addresses in a text, in order, without those inside web addresses (`links`). Takes linear time. */
export function findEmails(text: string, links: readonly FoundLink[] = findLinks(text)): FoundLink[] {
  const found: FoundLink[] = [];
  let next = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    while (next < links.length && (links[next] as FoundLink).end <= at) next += 1;
    const link = links[next];
    if (link !== undefined && link.start < at) continue;
    const floor = Math.max(found.at(-1)?.end ?? 0, links[next - 1]?.end ?? 0, at - MAX_LOCAL_PART);
    const email = emailAround(text, at, floor);
    if (email !== undefined && (link === undefined || email.end <= link.start)) found.push(email);
  }
  return found;
}

/** RFC 5321 section 4.5.3.1.1 and 4.5.3.1.2. */
const MAX_LOCAL_PART = 64;
const MAX_DOMAIN = 255;

const LOCAL_PART_END = /[A-Za-z0-9_%+'-](?:[A-Za-z0-9._%+'-]{0,63})$/;
const EMAIL_DOMAIN =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,10}[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])/;

function emailAround(text: string, at: number, floor: number): FoundLink | undefined {
  const local = LOCAL_PART_END.exec(text.slice(floor, at))?.[0];
  const domain = EMAIL_DOMAIN.exec(text.slice(at + 1, at + 1 + MAX_DOMAIN))?.[0];
  if (local === undefined || domain === undefined) return undefined;
  const address = `${local}@${domain}`;
  return { start: at - local.length, end: at + 1 + domain.length, href: `mailto:${address}` };
}

const CANDIDATE = /https?:\/\/|www\./gi;
const ASCII_ALNUM = /[A-Za-z0-9]/;
const BEFORE_WWW = /[A-Za-z0-9_@/.:-]/;
const HOST_ASCII = /[A-Za-z0-9_-]/;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
/** Scripts written without spaces, so that a word may stand right behind an address. */
const GLUED_SCRIPT = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}]/u;
const HIRAGANA = /\p{sc=Hira}/u;
const FULL_WIDTH = /[\uFF01-\uFF5E]/;
const PATH_ASCII = /[A-Za-z0-9\-._~!$&'*+,;=:@%/?#]/;
/** After these a part of the path, a value or a fragment begins. */
const PART_START = /[/=#]/;
const PART_END = /[/?#&=]/;
const TRAILING = /[.,;:!?'*([]/;
const CLOSES: Record<string, string> = { ')': '(', ']': '[' };
const MIDDLE_DOT = '・';

/** One pass over a text. Exported so that its work can be counted. */
export class LinkScan {
  /** Characters looked at so far. */
  steps = 0;
  private at = 0;

  constructor(private readonly text: string) {}

  all(): FoundLink[] {
    const found: FoundLink[] = [];
    const candidate = new RegExp(CANDIDATE);
    for (let match = candidate.exec(this.text); match !== null; match = candidate.exec(this.text)) {
      const link = this.linkAt(match.index, match[0]);
      if (link === undefined) continue;
      found.push(link);
      candidate.lastIndex = link.end;
    }
    this.steps += this.text.length;
    return found;
  }

  private linkAt(start: number, prefix: string): FoundLink | undefined {
    const bare = !prefix.endsWith('/');
    const before = start === 0 ? '' : this.text.charAt(start - 1);
    if (bare ? BEFORE_WWW.test(before) : ASCII_ALNUM.test(before) || before === '+') return undefined;
    this.at = start + prefix.length;
    const labels = this.host();
    if (labels === 0 || (bare && labels < 2) || this.text.startsWith('://', this.at)) return undefined;
    const host = this.text.slice(start + prefix.length, this.at);
    if (bare && !/\p{L}$/u.test(host)) return undefined;
    this.userAndPort();
    if (/[/?#]/.test(this.peek())) this.path();
    const end = this.trimmedEnd(start + prefix.length);
    const written = this.text.slice(start, end);
    const href = bare ? `http://${written}` : written;
    return URL.canParse(href) ? { start, end, href } : undefined;
  }

  /** Takes a host; its labels, or 0 when there is none. A label begins in ASCII and stays so, or is of any letters. */
  private host(): number {
    let labels = 0;
    let international = false;
    let end = this.at;
    for (;;) {
      const ascii = HOST_ASCII.test(this.peek());
      if (!this.label(ascii)) break;
      const dotted = this.peek() === '.';
      if (!ascii) {
        if (labels === 0) international = true;
        if (!international && !(dotted && this.isLabelStart(this.at + 1))) break;
      }
      labels += 1;
      end = this.at;
      if (!dotted) break;
      this.at += 1;
    }
    this.at = end;
    return international && labels < 2 ? 0 : labels;
  }

  private label(ascii: boolean): boolean {
    const start = this.at;
    const fits = ascii
      ? (char: string) => HOST_ASCII.test(char)
      : (char: string) =>
          !FULL_WIDTH.test(char) && (LETTER.test(char) || char === '-' || char === MIDDLE_DOT);
    for (let char = this.peek(); char !== '' && fits(char); char = this.peek()) this.at += char.length;
    return this.at > start;
  }

  private isLabelStart(index: number): boolean {
    const char = this.charAt(index);
    return char !== '' && !FULL_WIDTH.test(char) && LETTER.test(char);
  }

  /** Takes `:port`, and the rest of `user:password@host`. */
  private userAndPort(): void {
    const rest = /^(?::[\w.!$&'*+,;=~%-]{0,64})?@(?=[A-Za-z0-9])/.exec(
      this.text.slice(this.at, this.at + 70),
    )?.[0];
    if (rest !== undefined) {
      this.at += rest.length;
      this.host();
    }
    const port = /^:\d{1,5}(?!\d)/.exec(this.text.slice(this.at, this.at + 7))?.[0];
    this.at += port?.length ?? 0;
  }

  private path(): void {
    const open: Record<string, number> = { '(': 0, '[': 0 };
    /** Whether Japanese belongs to the part of the path that the scan is in. */
    let glued = false;
    let before = '';
    for (let char = this.peek(); char !== ''; char = this.peek()) {
      const opener = CLOSES[char];
      if (opener !== undefined) {
        if (open[opener] === 0) return;
        open[opener] = (open[opener] ?? 0) - 1;
      } else if (char === '(' || char === '[') {
        open[char] = (open[char] ?? 0) + 1;
      } else if (PATH_ASCII.test(char)) {
        if (PART_END.test(char)) glued = false;
      } else if (isGlued(char)) {
        if (PART_START.test(before) && !HIRAGANA.test(char)) glued = true;
        if (!glued) return;
      } else if (char === MIDDLE_DOT) {
        if (!glued || !isGlued(this.charAt(this.at + 1))) return;
      } else if (FULL_WIDTH.test(char) || !LETTER.test(char)) {
        return;
      }
      before = char;
      this.at += char.length;
    }
  }

  /** The end without punctuation that belongs to the sentence, and without brackets left open. */
  private trimmedEnd(floor: number): number {
    let end = this.at;
    while (end > floor && TRAILING.test(this.text.charAt(end - 1))) {
      end -= 1;
      this.steps += 1;
    }
    return end;
  }

  private peek(): string {
    return this.charAt(this.at);
  }

  private charAt(index: number): string {
    this.steps += 1;
    const code = this.text.codePointAt(index);
    return code === undefined ? '' : String.fromCodePoint(code);
  }
}

function isGlued(char: string): boolean {
  return GLUED_SCRIPT.test(char) && LETTER.test(char);
}
