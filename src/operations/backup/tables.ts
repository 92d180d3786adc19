import { getMetadataArgsStorage } from 'typeorm';
import { ENTITIES } from '../../database/data-source.js';

/** Asks the database; what pg and TypeORM have in common. */
export type Ask = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

/**
 * Tables that a backup leaves out, each with the reason. Everything else that the migrations make is in it, by itself:
 * the list is the database's.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  migration: 'the header lists the migrations',
  session: 'whoever was signed in signs in again after a restore',
  invitation: 'links of a few days; an admin makes new ones after a restore',
  sign_in_step: 'whoever was giving a code gives it again after a restore',
  sign_in_attempt: 'lockouts of minutes',
  setup_link: 'works once; a start makes another where there is no admin',
  examination: 'what the desk found when it examined itself; it does so again within a minute',
  examination_wish: 'that somebody asked for an examination; it can be asked again',
  text_band: 'hashes of the texts of the last days; screening makes those of the next ones',
  policy_replay: 'what a policy would have made of stored submissions; it can be asked again',
  submission_search: 'what submissions are found by; made from them after a restore, by itself',
  queue_tally: 'how many are in each queue; the database counts while it loads',
  review_lease: 'what somebody has on screen, for seconds',
  flood_gate: 'the seconds until the next submission of an author; the next one makes it again',
};

/** A table with the columns that a backup holds. */
export interface BackupTable {
  name: string;
  columns: string[];
}

/** What a database holds, as a backup sees it. */
export interface TableList {
  /** In the order in which they can be loaded. */
  tables: BackupTable[];
  /** Tables that are not the desk's. */
  strange: string[];
}

/** Tables that the entities name. */
function tablesOfEntities(): Set<string> {
  const classes = new Set<unknown>(ENTITIES);
  return new Set(
    getMetadataArgsStorage()
      .tables.filter(({ target }) => classes.has(target))
      .map(({ name }) => String(name)),
  );
}

/** The tables that are there now. */
export async function listTables(ask: Ask): Promise<TableList> {
  const found = await ask<BackupTable>(
    `select c.relname as name,
            array(select a.attname::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                   order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind in ('r', 'p')
      order by c.relname`,
  );
  const ours = tablesOfEntities();
  const kept = found.filter(({ name }) => !Object.hasOwn(LEFT_OUT, name));
  return {
    tables: await inLoadingOrder(
      ask,
      kept.filter(({ name }) => ours.has(name)),
    ),
    strange: kept.filter(({ name }) => !ours.has(name)).map(({ name }) => name),
  };
}

/** Tables after those that they refer to. @throws when they refer to each other in a circle. */
async function inLoadingOrder(ask: Ask, tables: BackupTable[]): Promise<BackupTable[]> {
  const references = await ask<{ child: string; parent: string }>(
    `select child.relname as child, parent.relname as parent
       from pg_constraint k
       join pg_class child on child.oid = k.conrelid
       join pg_class parent on parent.oid = k.confrelid
       join pg_namespace n on n.oid = child.relnamespace
      where k.contype = 'f' and child.oid <> parent.oid and n.nspname = current_schema()`,
  );
  const ordered: BackupTable[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const blocked = new Set(references.filter(({ parent }) => names.has(parent)).map(({ child }) => child));
    const free = waiting.filter(({ name }) => !blocked.has(name));
    if (free.length === 0) throw new Error(`tables refer to each other: ${[...names].join(', ')}`);
    ordered.push(...free);
    waiting = waiting.filter(({ name }) => blocked.has(name));
  }
  return ordered;
}

/** A column whose values a sequence gives. */
export interface Counter {
  table: string;
  column: string;
  /** Name of the sequence, quoted as SQL needs it. */
  sequence: string;
}

/** Every counting column of these tables. */
export async function listCounters(ask: Ask, tables: readonly BackupTable[]): Promise<Counter[]> {
  return ask<Counter>(
    `select c.relname as table, a.attname as column,
            pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = current_schema() and c.relname = any($1::text[])
        and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null
      order by 1, 2`,
    [tables.map(({ name }) => name)],
  );
}

/** Names of the migrations that were run, oldest first; none where there is no such table. */
export async function listMigrations(ask: Ask): Promise<string[]> {
  const [there] = await ask<{ there: boolean }>(`select to_regclass('migration') is not null as there`);
  if (there?.there !== true) return [];
  const rows = await ask<{ name: string }>('select name from migration order by timestamp, id');
  return rows.map(({ name }) => name);
}

/** A name as SQL needs it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Table and columns as COPY names them. */
export function copyTarget({ name, columns }: BackupTable): string {
  return `${quoted(name)} (${columns.map(quoted).join(', ')})`;
}

/**
 * What COPY writes depends on these settings of the session. Row security would leave rows out: better an error.
 * Scans begin at the start of a table, so that rows come in the order in which they were loaded.
 */
export const COPY_SETTINGS = `set local client_encoding = 'UTF8'; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local row_security = off;
  set local synchronize_seqscans = off`;
