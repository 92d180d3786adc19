import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { BackupFileError, type BackupHeader, type BackupManifest } from './backup-format.js';
import type { BackupPiece, CheckedBackup } from './read-backup.js';
import { RowCounter, sameSum } from './row-sum.js';
import { type Ask, copyTarget, listCounters, listTables, quoted } from './tables.js';
import { countStates } from './take-backup.js';

/** Where rows are loaded to: a connection with an open transaction. */
export interface LoadTarget {
  client: pg.ClientBase;
  ask: Ask;
  /** Brings the schema to that of the backup. */
  prepare(header: BackupHeader): Promise<void>;
}

/**
 * Loads a backup and proves that the tables now hold what the file says. Commits nothing. Where the database refuses what
 * it is given, the file is read on to its end: if it is damaged, that is what is said.
 * @throws BackupFileError, what the source throws, what the database throws; then roll back.
 */
export async function loadBackup(
  pieces: AsyncIterable<BackupPiece>,
  target: LoadTarget,
): Promise<CheckedBackup> {
  const loading = new Loading(target);
  let failure: { error: unknown } | undefined;
  try {
    for await (const piece of pieces) {
      if (failure === undefined) {
        await loading.take(piece).catch((error: unknown) => {
          if (error instanceof BackupFileError) throw error;
          failure = { error };
        });
      }
    }
    if (failure !== undefined) throw failure.error;
    return loading.done();
  } catch (error) {
    await loading.abandon(error);
    throw error;
  }
}

/** A load under way. */
class Loading {
  private header: BackupHeader | undefined;
  private manifest: BackupManifest | undefined;
  private copy: TableCopy | undefined;

  constructor(private readonly target: LoadTarget) {}

  async take(piece: BackupPiece): Promise<void> {
    if (piece.kind === 'header') {
      this.header = piece.header;
      await this.target.prepare(piece.header);
      await requireTables(this.target.ask, piece.header);
    } else if (piece.kind === 'rows') {
      if (this.copy?.table !== piece.table) {
        await this.copy?.end();
        this.copy = new TableCopy(this.target.client, tableOf(this.header, piece.table));
      }
      await this.copy.write(piece.bytes);
    } else {
      await this.copy?.end();
      this.manifest = piece.manifest;
      const backup = this.done();
      await setCounters(this.target.ask, backup);
      await requireContents(this.target, backup);
    }
  }

  done(): CheckedBackup {
    if (this.header === undefined || this.manifest === undefined) {
      throw new BackupFileError('cut-off', 'no header or no manifest');
    }
    return { header: this.header, manifest: this.manifest };
  }

  async abandon(reason: unknown): Promise<void> {
    await this.copy?.abandon(reason);
  }
}

/** COPY into one table. */
class TableCopy {
  readonly table: string;
  private readonly stream: Writable;
  private failure: Error | undefined;

  constructor(client: pg.ClientBase, table: BackupHeader['tables'][number]) {
    this.table = table.name;
    this.stream = client.query(copyFrom(`copy ${copyTarget(table)} from stdin`));
    this.stream.on('error', (error: Error) => (this.failure = error));
  }

  async write(bytes: Buffer): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (!this.stream.write(bytes)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    const finished = once(this.stream, 'finish');
    this.stream.end();
    await finished;
    // `finish` comes while the connection is still busy with the end of the COPY.
    await setImmediate();
  }

  /** Takes the COPY back, so that the connection can roll back. */
  async abandon(reason: unknown): Promise<void> {
    // After a failure the server has ended the COPY already.
    if (this.failure !== undefined || this.stream.closed) return;
    const closed = once(this.stream, 'close').catch(() => undefined);
    this.stream.destroy(reason instanceof Error ? reason : new Error(String(reason)));
    await closed;
  }
}

function tableOf(header: BackupHeader | undefined, name: string): BackupHeader['tables'][number] {
  const table = header?.tables.find((one) => one.name === name);
  if (table === undefined) throw new BackupFileError('damaged', `rows of ${name} before the header`);
  return table;
}

/** The names in the file become SQL: each must be one of the database's own. */
async function requireTables(ask: Ask, header: BackupHeader): Promise<void> {
  const there = new Map((await listTables(ask)).tables.map(({ name, columns }) => [name, columns]));
  for (const { name, columns } of header.tables) {
    const known = there.get(name);
    const same = known?.length === columns.length && columns.every((column) => known.includes(column));
    if (!same) throw new BackupFileError('foreign', `table ${name} is not as its migrations make it`);
  }
}

/** The next number is greater than every one that was ever given away. */
async function setCounters(ask: Ask, { header, manifest }: CheckedBackup): Promise<void> {
  for (const { table, column, sequence } of await listCounters(ask, header.tables)) {
    const last = manifest.counters.find((one) => one.table === table && one.column === column)?.last ?? 0;
    await ask(
      `select setval($1, greatest(1, $2::bigint, (select max(${quoted(column)}) from ${quoted(table)})),
                     greatest($2::bigint, (select max(${quoted(column)}) from ${quoted(table)})) > 0)`,
      [sequence, last],
    );
  }
}

async function requireContents(target: LoadTarget, { header, manifest }: CheckedBackup): Promise<void> {
  const states = await countStates(target.ask);
  const wanted: BackupManifest['states'] = manifest.states;
  for (const state of new Set([...Object.keys(states), ...Object.keys(wanted)])) {
    if (states[state] !== wanted[state]) throw new Error(`${states[state] ?? 0} submissions are ${state}`);
  }
  for (const table of header.tables) {
    const counter = new RowCounter();
    const rows = target.client.query(copyTo(`copy ${copyTarget(table)} to stdout`));
    for await (const bytes of rows as AsyncIterable<Buffer>) counter.add(bytes);
    const sum = manifest.tables.find(({ name }) => name === table.name);
    if (sum === undefined || !sameSum(counter.sum(), sum)) {
      throw new Error(`the table ${table.name} does not hold what was loaded into it`);
    }
  }
}
