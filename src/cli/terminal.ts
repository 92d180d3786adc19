import { createInterface } from 'node:readline/promises';
import { Readable, Writable } from 'node:stream';

/** What a command speaks through. */
export interface Terminal {
  env: NodeJS.ProcessEnv;
  stdin: Readable & { isTTY?: boolean };
  /** For results that are bytes; everything else goes through `out`. */
  stdout: Writable & { isTTY?: boolean };
  /** Writes a line of the result. */
  out(line: string): void;
  /** Writes a line of progress or of what went wrong. */
  err(line: string): void;
}

/** The terminal of this process. A reader that goes away (as in `| head`) ends the output, not the work. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const alone = stream.listenerCount('error') === 1;
      if (error.code !== 'EPIPE' && alone) throw error;
    });
  }
  return {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  };
}

/** Everything that is sent to standard input, as UTF-8. */
export async function readStdin(terminal: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.stdin) chunks.push(Buffer.from(chunk as Buffer | string));
  return Buffer.concat(chunks).toString('utf8');
}

/** Asks for a line. */
export async function askLine(terminal: Terminal, question: string): Promise<string> {
  terminal.err(question);
  const lines = createInterface({ input: terminal.stdin });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}

/** Asks for a line that is not shown. */
export async function askHidden(terminal: Terminal, question: string): Promise<string> {
  terminal.err(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: terminal.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
  }
}

/** Characters that take two columns (East Asian Wide and Fullwidth, Unicode Standard Annex 11). */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\u3000-\u30ff\u31f0-\u31ff\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;

/** Columns that a text takes in a terminal. */
function columnsOf(text: string): number {
  return (text.match(/./gsu)?.length ?? 0) + (text.match(WIDE)?.length ?? 0);
}

/** Rows as aligned columns; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell))));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}
