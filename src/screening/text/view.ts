/** Text made from another one, and for each of its UTF-16 units the part of the raw text that it stands for. */
export interface View {
  text: string;
  /** Raw place at which the part of each unit begins. */
  starts: Int32Array;
  /** Raw place at which it ends, exclusive. */
  ends: Int32Array;
}

/** Part of a text in UTF-16 units, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** The raw text itself. */
export function rawView(text: string): View {
  const [starts, ends] = [new Int32Array(text.length), new Int32Array(text.length)];
  for (let index = 0; index < text.length; index++) {
    starts[index] = index;
    ends[index] = index + 1;
  }
  return { text, starts, ends };
}

/** The raw part that units from `start` to `end` (exclusive, not empty) of a view stand for. */
export function rawRange(view: View, start: number, end: number): Range {
  return { start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 };
}

/** Builds a view unit by unit. */
export class ViewBuilder {
  private readonly parts: string[] = [];
  private starts: Int32Array;
  private ends: Int32Array;
  private length = 0;

  /** @param size about how many units there will be; more is fine. */
  constructor(size: number) {
    this.starts = new Int32Array(size + 16);
    this.ends = new Int32Array(size + 16);
  }

  /** The part that was added last; empty at the beginning. */
  get last(): string {
    return this.parts.at(-1) ?? '';
  }

  /** Adds a part whose units all stand for one raw range. */
  add(part: string, start: number, end: number): void {
    if (this.length + part.length > this.starts.length) this.grow(part.length);
    for (let unit = 0; unit < part.length; unit++) {
      this.starts[this.length] = start;
      this.ends[this.length] = end;
      this.length += 1;
    }
    if (part !== '') this.parts.push(part);
  }

  /** Puts another part of the same length in the place of the last one, whose raw range now ends at `end`. */
  replaceLast(part: string, end: number): void {
    this.parts[this.parts.length - 1] = part;
    this.extendLast(end);
  }

  /** The last part also stands for what follows up to `end`. */
  extendLast(end: number): void {
    for (let unit = 1; unit <= this.last.length; unit++) this.ends[this.length - unit] = end;
  }

  finish(): View {
    return {
      text: this.parts.join(''),
      starts: this.starts.subarray(0, this.length),
      ends: this.ends.subarray(0, this.length),
    };
  }

  private grow(more: number): void {
    const size = (this.starts.length + more) * 2;
    const [starts, ends] = [new Int32Array(size), new Int32Array(size)];
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }
}
