import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import { BackupFileError } from '../../operations/backup/backup-format.js';
import {
  examineRestored,
  NothingRestoredError,
  type NotRestored,
  restoreBackup,
  type Restored,
} from '../../operations/backup/restore-backup.js';
import { migrateQueue } from '../../queue/broker.js';
import { emptyQueues } from '../../queue/empty-queues.js';
import { type CommandContext, type CommandHandler, type ExitCode, printJson } from '../command.js';
import { withDatabase } from '../stores.js';
import { askLine } from '../terminal.js';
import { checkFile, nameOf, reasonOf, refuseFile, sayWhole, sumLine, viewOf } from './backup.command.js';
import { linesOf } from './doctor.command.js';

const optionsSchema = z.object({
  check: z.boolean().default(false),
  replace: z.boolean().default(false),
  yes: z.boolean().default(false),
  resumeEffects: z.boolean().default(false),
  withoutTokens: z.boolean().default(false),
  json: z.boolean().default(false),
});

interface Job {
  file: string;
  options: z.infer<typeof optionsSchema>;
  config: Config;
}

/** Loads a backup into a database; exit code 1 when nothing was restored, or when `doctor` then finds a violation. */
export const restore: CommandHandler = async (context, given, args) => {
  const options = optionsSchema.parse(given);
  const file = z.string().parse(args[0]);
  if (options.check) return sayWhole(context, { file, json: options.json });
  if (options.replace && !options.yes && (file === '-' || context.terminal.stdin.isTTY !== true)) {
    context.refuse('restore.needsYes');
    return 2;
  }
  // Standard input can be read only once; its sums are looked at before the commit.
  if (file !== '-' && (await checkFile(context, file)) === undefined) return 1;
  return withDatabase(context, async (config) => {
    if (options.replace && !options.yes) {
      const name = decodeURIComponent(new URL(config.database.url).pathname.slice(1));
      const typed = await askLine(context.terminal, context.say('restore.confirm', { name }));
      if (typed.trim() !== name) return context.refuse('restore.notConfirmed');
    }
    return load(context, { file, options, config });
  });
};

async function load(context: CommandContext, job: Job): Promise<ExitCode> {
  const { file, options, config } = job;
  try {
    const result = await restoreBackup({
      databaseUrl: config.database.url,
      source: file === '-' ? context.terminal.stdin : createReadStream(file),
      replace: options.replace,
      resumeEffects: options.resumeEffects,
      withoutTokens: options.withoutTokens,
      secret: config.secret,
    });
    return result.kind === 'restored' ? await finish(context, job, result) : refuse(context, result);
  } catch (error) {
    if (error instanceof BackupFileError) return refuseFile(context, { file, error });
    if (error instanceof NothingRestoredError)
      return context.refuse('restore.failed', { reason: error.message });
    throw error;
  }
}

function refuse(context: CommandContext, result: NotRestored): 1 {
  if (result.kind === 'newer-database') {
    return context.refuse('backup.newerDatabase', { migrations: result.migrations.join(', ') });
  }
  if (result.kind === 'not-empty') {
    const found = result.found.map(({ table, rows }) => `${table}: ${rows}`).join(', ');
    return context.refuse('restore.notEmpty', { found });
  }
  if (result.by.length === 0) return context.refuse('restore.locked');
  const by = result.by.map(({ application, connections }) => `${application}: ${connections}`).join(', ');
  return context.refuse('restore.inUse', { by });
}

/** Everything is committed: forgets old jobs, looks at the whole, and says what is to know. */
async function finish(context: CommandContext, job: Job, done: Restored): Promise<ExitCode> {
  const { config, file, options } = job;
  const say = (line: string) => (options.json ? undefined : context.terminal.out(line));
  const { at, version } = done.header;
  say(context.say('restore.done', { file: nameOf(context, file), at, version }));
  await forgetJobs(context, config);
  const report = await examineRestored(config.database.url, at, {
    overdueSeconds: config.screening.overdueSeconds,
    addressRetentionDays: config.addressRetentionDays,
  });
  const { tokens, pausedEffects, sameSecret } = done;
  if (options.json) {
    printJson(context, { file, ...viewOf(done), tokens, pausedEffects, sameSecret, doctor: report });
    return report.balanced ? 0 : 1;
  }
  say(`  ${sumLine(context, report.states)}`);
  if (!report.balanced) for (const line of linesOf(context, report)) say(line);
  else say(context.say('cli.doctorBalanced'));
  say(context.say('restore.sessions'));
  if (tokens > 0) say(context.say('restore.tokens', { tokens }));
  if (pausedEffects > 0) say(context.say('restore.effects', { effects: pausedEffects }));
  if (!sameSecret) say(context.say('restore.otherSecret'));
  if (report.states.received > 0) say(context.say('restore.waiting', { waiting: report.states.received }));
  return report.balanced ? 0 : 1;
}

async function forgetJobs(context: CommandContext, config: Config): Promise<void> {
  try {
    if (config.redisUrl === undefined) await migrateQueue(config.database.url);
    await emptyQueues({ redisUrl: config.redisUrl, databaseUrl: config.database.url });
  } catch (error) {
    context.terminal.err(context.say('restore.queue', { reason: reasonOf(error) }));
  }
}
