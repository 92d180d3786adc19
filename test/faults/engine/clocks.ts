import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually } from '../../support/eventually.js';
import type { RoleProcess } from './role-process.js';

/** Clocks of processes that a test can set wrongly; the database and the harness keep the right time. */
export class Clocks {
  private readonly directory = mkdtempSync(join(tmpdir(), 'replydesk-fault-clocks-'));

  /** Environment of every process whose clock may be set. */
  readonly env = {
    NODE_OPTIONS: `--import=${pathToFileURL(join(__dirname, 'shifted-clock.mjs')).href}`,
    FAULT_CLOCKS: this.directory,
  };

  /** Sets a clock so many milliseconds fast (or, below 0, slow). It is set when this returns. */
  async set(process: RoleProcess, offsetMs: number): Promise<void> {
    if (process.pid === undefined) return;
    const seen = process.output.length;
    writeFileSync(join(this.directory, String(process.pid)), String(offsetMs));
    process.signal('SIGUSR2');
    await eventually(`the clock of the ${process.name} is set`, () =>
      process.output
        .slice(Math.min(seen, process.output.length - 1))
        .includes(`the clock is wrong by ${offsetMs} ms`),
    );
  }

  /** Removes its files. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
