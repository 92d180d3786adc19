import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import {
  type BackupHeader,
  type BackupManifest,
  HEADER_ENTRY,
  MANIFEST_ENTRY,
  rowsEntry,
} from './backup-format.js';
import { RowCounter, type RowSum } from './row-sum.js';

/** Bytes of an entry of rows: tar wants the size first, and this much is kept in memory for it. */
const PART_BYTES = 1024 * 1024;

/** gzip's fast level: half the time of the default for files a tenth larger. */
const LEVEL = 3;

/**
 * Writes a backup as a gzip'ed tar, as it comes: nothing of it is put on a disk on the way. Every method throws what
 * went wrong with the target.
 */
export class BackupWriter {
  private readonly tar = pack();
  private readonly finished: Promise<void>;
  private headerHash = '';

  /** @param target is ended with the backup, and destroyed when it fails. */
  constructor(target: Writable, signal?: AbortSignal) {
    const gzip = createGzip({ level: LEVEL });
    this.finished = pipeline(this.tar, gzip, target, signal === undefined ? {} : { signal });
    // It is waited for in `entry` and `end`; until then it is no unhandled rejection.
    this.finished.catch(() => undefined);
  }

  async header(header: BackupHeader): Promise<void> {
    const bytes = json(header);
    this.headerHash = createHash('sha256').update(bytes).digest('hex');
    await this.entry(HEADER_ENTRY, bytes);
  }

  /** All rows of a table; they may come in any pieces. */
  async rows(table: string, source: AsyncIterable<Buffer>): Promise<RowSum> {
    const counter = new RowCounter();
    let part = 0;
    let kept: Buffer[] = [];
    let size = 0;
    const flush = async () => {
      part += 1;
      await this.entry(rowsEntry(table, part), Buffer.concat(kept));
      kept = [];
      size = 0;
    };
    for await (const bytes of source) {
      counter.add(bytes);
      kept.push(bytes);
      size += bytes.length;
      if (size >= PART_BYTES) await flush();
    }
    if (size > 0) await flush();
    return counter.sum();
  }

  /** Writes the sums and ends the file. */
  async end(manifest: Omit<BackupManifest, 'header'>): Promise<BackupManifest> {
    const whole = { header: this.headerHash, ...manifest };
    await this.entry(MANIFEST_ENTRY, json(whole));
    this.tar.finalize();
    await this.finished;
    return whole;
  }

  /** Gives up; what was written has no manifest. */
  async abandon(reason: Error): Promise<void> {
    this.tar.destroy(reason);
    await this.finished.catch(() => undefined);
  }

  private async entry(name: string, bytes: Buffer): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      const entry = this.tar.entry({ name, mode: 0o600, mtime: new Date(0) }, bytes, (error) =>
        error instanceof Error ? reject(error) : resolve(),
      );
      entry.on('error', reject);
    });
    // When the target fails, its error says why; the archive knows only that it was destroyed.
    await Promise.race([written, this.finished]).catch(async (error: unknown) => {
      await this.finished;
      throw error;
    });
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}
