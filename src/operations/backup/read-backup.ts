import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { z } from 'zod';
import {
  BACKUP_FORMAT,
  BackupFileError,
  type BackupHeader,
  backupHeaderSchema,
  type BackupManifest,
  backupManifestSchema,
  HEADER_ENTRY,
  MANIFEST_ENTRY,
  MOST_JSON_BYTES,
  rowsEntry,
} from './backup-format.js';
import { RowCounter, sameSum } from './row-sum.js';

/** A piece of a backup, in the order of the file; `end` comes only if everything before it was as it was written. */
export type BackupPiece =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'rows'; table: string; bytes: Buffer }
  | { kind: 'end'; manifest: BackupManifest };

/** An entry of the archive, as it is read. */
interface Entry extends AsyncIterable<unknown> {
  header: { name: string };
}

/** Header and sums of a whole backup. */
export interface CheckedBackup {
  header: BackupHeader;
  manifest: BackupManifest;
}

/** Reads a backup to its end and proves it whole. @throws BackupFileError, or what the source throws. */
export async function checkBackup(source: Readable): Promise<CheckedBackup> {
  let header: BackupHeader | undefined;
  for await (const piece of readBackup(source)) {
    if (piece.kind === 'header') header = piece.header;
    else if (piece.kind === 'end' && header !== undefined) return { header, manifest: piece.manifest };
  }
  throw new BackupFileError('cut-off', 'no manifest');
}

/**
 * Reads a backup piece by piece, in constant memory.
 * @throws BackupFileError when it is not whole; what the source throws. What was given out before must then be undone.
 */
export async function* readBackup(source: Readable): AsyncGenerator<BackupPiece> {
  const tar = extract();
  let begun = false;
  const flow = pipeline(source, createGunzip(), tar);
  // Its error arrives through the entries as well.
  flow.catch(() => undefined);
  const reader = new EntryReader();
  try {
    for await (const entry of tar) {
      for await (const piece of reader.read(entry)) {
        begun = true;
        yield piece;
      }
    }
    await flow;
    yield reader.end();
  } catch (error) {
    throw classified(error, begun);
  } finally {
    source.destroy();
    tar.destroy();
  }
}

/** Follows the entries of an archive and proves their order and sums. */
class EntryReader {
  private header: BackupHeader | undefined;
  private headerHash = '';
  private manifest: BackupManifest | undefined;
  private readonly counters = new Map<string, RowCounter>();
  private table = -1;
  private part = 0;

  async *read(entry: Entry): AsyncGenerator<BackupPiece> {
    const { name } = entry.header;
    if (this.manifest !== undefined) throw new BackupFileError('damaged', `${name} after the end`);
    if (this.header === undefined) {
      if (name !== HEADER_ENTRY) throw new BackupFileError('foreign', `starts with ${name}`);
      const bytes = await jsonOf(entry);
      this.header = readHeader(bytes);
      this.headerHash = createHash('sha256').update(bytes).digest('hex');
      for (const table of this.header.tables) this.counters.set(table.name, new RowCounter());
      yield { kind: 'header', header: this.header };
    } else if (name === MANIFEST_ENTRY) {
      this.manifest = parsed(backupManifestSchema, await jsonOf(entry), 'damaged');
    } else {
      const table = this.nextTable(this.header, name);
      const counter = this.counters.get(table);
      for await (const bytes of entry as AsyncIterable<Buffer>) {
        counter?.add(bytes);
        yield { kind: 'rows', table, bytes };
      }
    }
  }

  /** The last piece, if every sum is right. */
  end(): BackupPiece {
    const { manifest } = this;
    if (manifest === undefined) throw new BackupFileError('cut-off', 'no manifest');
    const listed = manifest.tables.map(({ name }) => name).join();
    if (manifest.header !== this.headerHash || listed !== [...this.counters.keys()].join()) {
      throw new BackupFileError('damaged', 'the manifest is of another header');
    }
    for (const { name, ...wanted } of manifest.tables) {
      const found = this.counters.get(name)?.sum();
      if (found === undefined || !sameSum(found, wanted))
        throw new BackupFileError('damaged', `rows of ${name}`);
    }
    return { kind: 'end', manifest };
  }

  /** Rows come table after table in the order of the header, part after part. */
  private nextTable({ tables }: BackupHeader, entry: string): string {
    const current = tables[this.table]?.name;
    if (current !== undefined && entry === rowsEntry(current, this.part + 1)) {
      this.part += 1;
      return current;
    }
    const found = tables.findIndex(({ name }, index) => index > this.table && entry === rowsEntry(name, 1));
    const table = tables[found]?.name;
    if (table === undefined) throw new BackupFileError('damaged', `${entry} is out of order`);
    this.table = found;
    this.part = 1;
    return table;
  }
}

function readHeader(bytes: Buffer): BackupHeader {
  const header = parsed(backupHeaderSchema.pick({ product: true, format: true }), bytes, 'foreign');
  if (header.format !== BACKUP_FORMAT) throw new BackupFileError('newer', `format ${header.format}`);
  return parsed(backupHeaderSchema, bytes, 'damaged');
}

async function jsonOf(entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_JSON_BYTES) throw new BackupFileError('damaged', `${entry.header.name} is too large`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed<T>(schema: z.ZodType<T>, bytes: Buffer, fault: 'foreign' | 'damaged'): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new BackupFileError(fault, 'not JSON');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new BackupFileError(fault, result.error.issues[0]?.message ?? 'not as expected');
  return result.data;
}

/** Faults of gzip and tar as faults of the file; errors of the system as they are. */
function classified(error: unknown, begun: boolean): unknown {
  if (error instanceof BackupFileError || typeof error !== 'object' || error === null) return error;
  const code = 'code' in error ? String(error.code) : '';
  const message = 'message' in error ? String(error.message) : '';
  if (code === 'Z_BUF_ERROR' || /unexpected end of (file|data)/i.test(message)) {
    return new BackupFileError('cut-off', message);
  }
  // What gzip and tar say of a file that is neither.
  const foreign = !begun && /incorrect header check|invalid tar header/i.test(message);
  if (foreign) return new BackupFileError('foreign', message);
  if (code.startsWith('Z_') || /invalid (tar )?header|header exceeds/i.test(message)) {
    return new BackupFileError('damaged', message);
  }
  return error;
}
