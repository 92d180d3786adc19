import { createHash } from 'node:crypto';

/** Sum of the rows of a table. */
export interface RowSum {
  rows: number;
  bytes: number;
  /** Hex SHA-256. */
  sha256: string;
}

const NEWLINE = 0x0a;

/** Sums rows in COPY's text format, where every row is a line and a line end in a value is written `\n`. */
export class RowCounter {
  private readonly hash = createHash('sha256');
  private rows = 0;
  private bytes = 0;

  /** Takes the next bytes, in any pieces. */
  add(bytes: Buffer): void {
    this.hash.update(bytes);
    this.bytes += bytes.length;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) this.rows += 1;
  }

  /** The sum of all that was added; the counter is used up. */
  sum(): RowSum {
    return { rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

/** Whether two sums are of the same rows. */
export function sameSum(one: RowSum, other: RowSum): boolean {
  return one.rows === other.rows && one.bytes === other.bytes && one.sha256 === other.sha256;
}
