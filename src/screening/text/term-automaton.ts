/** A pattern found in a text; `end` exclusive. */
export interface Found {
  pattern: number;
  start: number;
  end: number;
}

/** Units of a text that stand for any one unit of a pattern, and how far searches with them may go. */
export interface Masks {
  isMask(unit: number): boolean;
  /** Steps left; each one is counted down, and at 0 none is taken. */
  budget: number;
}

const UNITS = 0x10000;

/**
 * All patterns at once in one pass over the text (Aho and Corasick, 1975): time grows with the text and with what is
 * found, not with the number of patterns.
 */
export class TermAutomaton {
  /** Node after a node and a unit, at node × 65536 + unit. */
  private readonly steps = new Map<number, number>();
  private readonly failures: Int32Array;
  /** Patterns that end at a node. */
  private readonly ends: (readonly number[] | undefined)[] = [undefined];
  /** Nearest node on the way of failures at which a pattern ends; 0 = none. */
  private readonly outputs: Int32Array;
  private readonly children: number[][] = [[]];
  private readonly lengths: readonly number[];

  /** @param patterns not empty ones; those that are equal are found each. */
  constructor(patterns: readonly string[]) {
    this.lengths = patterns.map(({ length }) => length);
    for (const [index, pattern] of patterns.entries()) if (pattern !== '') this.insert(pattern, index);
    this.failures = new Int32Array(this.ends.length);
    this.outputs = new Int32Array(this.ends.length);
    this.link();
  }

  /** Calls `found` for each occurrence of each pattern, in order of its end, until it answers false. */
  search(text: string, found: (hit: Found) => boolean): void {
    let node = 0;
    for (let index = 0; index < text.length; index++) {
      node = this.follow(node, text.charCodeAt(index));
      for (let at = this.endsAt(node); at !== 0; at = this.outputs[at] ?? 0) {
        for (const pattern of this.ends[at] ?? []) {
          const end = index + 1;
          if (!found({ pattern, start: end - (this.lengths[pattern] ?? 0), end })) return;
        }
      }
    }
  }

  /** Calls `found` for each pattern that begins at `start` when masks stand for any unit. */
  matchMasked(text: string, start: number, masks: Masks, found: (hit: Found) => void): void {
    const walk = (node: number, index: number): void => {
      if (masks.budget-- <= 0) return;
      for (const pattern of this.ends[node] ?? []) found({ pattern, start, end: index });
      if (index >= text.length) return;
      const unit = text.charCodeAt(index);
      if (masks.isMask(unit)) {
        for (const child of this.children[node] ?? []) walk(this.steps.get(child) ?? 0, index + 1);
      } else {
        const next = this.steps.get(node * UNITS + unit);
        if (next !== undefined) walk(next, index + 1);
      }
    };
    walk(0, start);
  }

  private insert(pattern: string, index: number): void {
    let node = 0;
    for (let at = 0; at < pattern.length; at++) {
      const step = node * UNITS + pattern.charCodeAt(at);
      let next = this.steps.get(step);
      if (next === undefined) {
        next = this.ends.length;
        this.steps.set(step, next);
        this.children[node]?.push(step);
        this.ends.push(undefined);
        this.children.push([]);
      }
      node = next;
    }
    this.ends[node] = [...(this.ends[node] ?? []), index];
  }

  /** Breadth first, so that the shorter failures are known. */
  private link(): void {
    const queue = (this.children[0] ?? []).map((step) => this.steps.get(step) ?? 0);
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at] ?? 0;
      for (const step of this.children[node] ?? []) {
        const child = this.steps.get(step) ?? 0;
        const failure = this.follow(this.failures[node] ?? 0, step % UNITS);
        this.failures[child] = failure;
        this.outputs[child] = this.endsAt(failure);
        queue.push(child);
      }
    }
  }

  private follow(from: number, unit: number): number {
    for (let node = from; ; node = this.failures[node] ?? 0) {
      const next = this.steps.get(node * UNITS + unit);
      if (next !== undefined) return next;
      if (node === 0) return 0;
    }
  }

  /** The node itself or the nearest on the way of failures at which a pattern ends. */
  private endsAt(node: number): number {
    return this.ends[node] === undefined ? (this.outputs[node] ?? 0) : node;
  }
}
