import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import { ENGINE } from '../../config/engine.js';
import { SUBMISSION_STATES } from '../../domain/submission-state.js';
import { BackupFileError } from '../../operations/backup/backup-format.js';
import { type CheckedBackup, checkBackup } from '../../operations/backup/read-backup.js';
import { saveBackup } from '../../operations/backup/save-backup.js';
import { takeBackup } from '../../operations/backup/take-backup.js';
import { type CommandContext, type CommandHandler, type ExitCode, printJson } from '../command.js';
import { withDatabase } from '../stores.js';

const optionsSchema = z.object({
  out: z.string().min(1).optional(),
  force: z.boolean().default(false),
  check: z.string().min(1).optional(),
  json: z.boolean().default(false),
});

type Options = z.infer<typeof optionsSchema>;

/** Writes everything the desk keeps into one file, or says whether a file is whole. */
export const backup: CommandHandler = async (context, options) => {
  const wish = optionsSchema.parse(options);
  if (wish.check !== undefined) return sayWhole(context, { file: wish.check, json: wish.json });
  if (wish.out === '-' && context.terminal.stdout.isTTY === true) return context.refuse('backup.terminal');
  return withDatabase(context, async (config) => {
    const stop = new AbortController();
    const onSignal = () => stop.abort();
    for (const signal of SIGNALS) process.once(signal, onSignal);
    try {
      return await write(context, { config, options: wish, signal: stop.signal });
    } catch (error) {
      return context.refuse('backup.failed', { reason: reasonOf(error) });
    } finally {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    }
  });
};

/** A backup that is stopped takes its half-written file away. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Job {
  config: Config;
  options: Options;
  signal: AbortSignal;
}

async function write(context: CommandContext, { config, options, signal }: Job): Promise<ExitCode> {
  const file = options.out ?? defaultName(new Date());
  const wish = { databaseUrl: config.database.url, version: ENGINE, secret: config.secret, signal };
  const made =
    file === '-'
      ? await takeBackup({ ...wish, target: context.terminal.stdout })
      : await saveBackup(wish, { file, force: options.force });
  if (made.kind === 'exists') return context.refuse('backup.exists', { file });
  if (made.kind === 'no-tables') return context.refuse('cli.noTables');
  if (made.kind === 'newer-database') {
    return context.refuse('backup.newerDatabase', { migrations: made.migrations.join(', ') });
  }
  // Standard output may be the backup itself.
  const say = (line: string) => (file === '-' ? context.terminal.err(line) : context.terminal.out(line));
  if (options.json) {
    const report = { file, ...viewOf(made), leftOut: made.strange };
    if (file === '-') context.terminal.err(JSON.stringify(report));
    else printJson(context, report);
    return 0;
  }
  if (file === '-') say(context.say('backup.sent'));
  else say(context.say('backup.written', { file, size: Math.ceil((await stat(file)).size / 1024) }));
  for (const line of contentLines(context, made)) say(line);
  if (made.strange.length > 0) say(context.say('backup.strange', { tables: made.strange.join(', ') }));
  say(context.say('backup.private'));
  if (made.manifest.secretFrom === 'environment') say(context.say('backup.keepSecret'));
  return 0;
}

/** Such as `replydesk-20261123T025409Z.tar.gz`. */
function defaultName(now: Date): string {
  return `replydesk-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.tar.gz`;
}

/** Says whether a file is a whole backup. */
export async function sayWhole(
  context: CommandContext,
  { file, json }: { file: string; json: boolean },
): Promise<ExitCode> {
  const checked = await checkFile(context, file);
  if (checked === undefined) return 1;
  if (json) printJson(context, { file, ...viewOf(checked) });
  else {
    context.terminal.out(context.say('backup.whole', { file: nameOf(context, file) }));
    for (const line of contentLines(context, checked)) context.terminal.out(line);
  }
  return 0;
}

/** Header and sums of a whole backup; undefined, and said why, when the file is none. `-` is standard input. */
export async function checkFile(context: CommandContext, file: string): Promise<CheckedBackup | undefined> {
  try {
    return await checkBackup(file === '-' ? context.terminal.stdin : createReadStream(file));
  } catch (error) {
    if (error instanceof BackupFileError) refuseFile(context, { file, error });
    else context.refuse('cli.cannotRead', { file: nameOf(context, file), reason: reasonOf(error) });
    return undefined;
  }
}

/** Says in one sentence why a file cannot be used. */
export function refuseFile(context: CommandContext, problem: { file: string; error: BackupFileError }): 1 {
  return context.refuse(`backup.fault.${problem.error.fault}`, { file: nameOf(context, problem.file) });
}

/** A file as sentences name it. */
export function nameOf(context: CommandContext, file: string): string {
  return file === '-' ? context.say('restore.stdin') : file;
}

/** The message of an error. */
export function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}

/** What a backup holds, in lines. */
function contentLines(context: CommandContext, { header, manifest }: CheckedBackup): string[] {
  return [
    context.say('backup.asOf', { at: header.at, version: header.version }),
    `  ${sumLine(context, manifest.states)}`,
  ];
}

/** Submissions by state, as `doctor` says them. */
export function sumLine(context: CommandContext, states: Readonly<Record<string, number>>): string {
  const parts = SUBMISSION_STATES.map(
    (state) => `${context.say(`cli.state.${state}`)} ${states[state] ?? 0}`,
  );
  const accepted = Object.values(states).reduce((sum, n) => sum + n, 0);
  return context.say('cli.doctorSum', { accepted, states: parts.join(' + ') });
}

/** What a backup holds, as JSON. */
export function viewOf({ header, manifest }: CheckedBackup) {
  return {
    at: header.at,
    version: header.version,
    migrations: header.migrations,
    states: manifest.states,
    tables: manifest.tables,
    secretFrom: manifest.secretFrom,
  };
}
