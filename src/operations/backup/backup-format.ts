import { z } from 'zod';

/** Format of the files that this program writes and the only one it reads. */
export const BACKUP_FORMAT = 1;

/** First entry of the archive: what the database was like. */
export const HEADER_ENTRY = 'header.json';

/** Last entry of the archive: the sums. A file without it is not whole. */
export const MANIFEST_ENTRY = 'manifest.json';

/** Bytes of a header or manifest at most. */
export const MOST_JSON_BYTES = 16 * 1024 * 1024;

/** Entry of the rows of a table; a table has as many as it needs, numbered from 1. */
export function rowsEntry(table: string, part: number): string {
  return `rows/${table}/${String(part).padStart(6, '0')}.copy`;
}

const count = z.number().int().nonnegative();
const name = z.string().min(1).max(63);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What stands at the start of a backup. */
export const backupHeaderSchema = z.object({
  product: z.literal('replydesk'),
  format: z.number().int(),
  /** Version of the program that made it. */
  version: z.string(),
  /** Time of the snapshot by the database clock, ISO 8601. */
  at: z.string(),
  postgres: z.string(),
  /** Migrations that the database had, oldest first. */
  migrations: z.array(z.string()),
  /** In the order in which they are loaded: a row comes after those it refers to. */
  tables: z.array(z.object({ name, columns: z.array(name).min(1) })),
});

/** What stands at the start of a backup. */
export type BackupHeader = z.infer<typeof backupHeaderSchema>;

/** What stands at the end of a backup. */
export const backupManifestSchema = z.object({
  /** Hex SHA-256 of the bytes of the header. */
  header: hash,
  /** Rows, bytes and hex SHA-256 of the rows in COPY's text format, for each table of the header. */
  tables: z.array(z.object({ name, rows: count, bytes: count, sha256: hash })),
  /** Submissions by state. */
  states: z.record(z.string(), count),
  /** Last number that each counting column gave away. */
  counters: z.array(z.object({ table: name, column: name, last: count })),
  /** Tells secrets apart without telling them; null where the installation had none yet. */
  secretPrint: z.string().nullable(),
  /** Whether the secret is in the backup, or was in the environment of the desk. */
  secretFrom: z.enum(['database', 'environment', 'none']),
});

/** What stands at the end of a backup. */
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** Why a file cannot be restored. */
export type BackupFault =
  /** Something else than a backup of the desk. */
  | 'foreign'
  /** Not the bytes that were written. */
  | 'damaged'
  /** The end is missing. */
  | 'cut-off'
  /** Made by a newer version of the program. */
  | 'newer';

/** A file that is not a whole backup. */
export class BackupFileError extends Error {
  constructor(
    readonly fault: BackupFault,
    detail: string,
  ) {
    super(`${fault}: ${detail}`);
    this.name = 'BackupFileError';
  }
}
