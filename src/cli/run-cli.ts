import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { ConfigError } from '../config/env.schema.js';
import { languageOf } from '../messages/messages.js';
import { type CliMessageKey, commandContext, type CommandContext, type ExitCode } from './command.js';
import { EmbeddedPostgresError } from './embedded-postgres/voice.js';
import { buildProgram } from './program.js';
import type { Terminal } from './terminal.js';

/**
 * Runs one command.
 * @param args what follows the program's name.
 * @returns the exit code; everything else was said through the terminal. Never throws.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { LC_ALL, LC_MESSAGES, LANG } = terminal.env;
  const context = commandContext(terminal, languageOf(LC_ALL || LC_MESSAGES || LANG));
  let code: ExitCode = 0;
  const program = buildProgram({ context, version: ownVersion(), done: (given) => (code = given) });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(context, error);
  }
}

/** Version of this package. */
function ownVersion(): string {
  const file = join(import.meta.dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** `undefined_table`: the database has none of our tables (PostgreSQL, appendix A). */
const NO_TABLE = '42P01';

function explain(context: CommandContext, error: unknown): ExitCode {
  if (error instanceof CommanderError) return explainUsage(context, error);
  if (error instanceof ConfigError) {
    for (const problem of error.problems) context.terminal.err(problem);
    return 1;
  }
  if (error instanceof EmbeddedPostgresError) {
    context.terminal.err(error.message);
    return 1;
  }
  if (error instanceof Error && 'code' in error && error.code === NO_TABLE)
    return context.refuse('cli.noTables');
  const debugging = /^(debug|trace)$/.test(context.terminal.env['LOG_LEVEL'] ?? '');
  const reason =
    error instanceof Error ? ((debugging ? error.stack : undefined) ?? error.message) : String(error);
  return context.refuse('cli.unexpected', { reason });
}

const USAGE_FAULTS = new Map<string, CliMessageKey>([
  ['commander.missingMandatoryOptionValue', 'cli.usage.missing'],
  ['commander.optionMissingArgument', 'cli.usage.noValue'],
  ['commander.unknownOption', 'cli.usage.unknownOption'],
  ['commander.unknownCommand', 'cli.usage.unknownCommand'],
  ['commander.missingArgument', 'cli.usage.missing'],
  ['commander.excessArguments', 'cli.usage.tooMany'],
  ['commander.invalidArgument', 'cli.usage.invalid'],
  ['commander.conflictingOption', 'cli.usage.conflict'],
]);

/** Help and version are done; the rest is told in the person's language, with what commander puts in quotes. */
function explainUsage(context: CommandContext, error: CommanderError): ExitCode {
  if (error.exitCode === 0) return 0;
  const key = USAGE_FAULTS.get(error.code);
  if (key === undefined) return 2;
  const [what = '', other = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1]);
  context.terminal.err(context.say(key, { what, other }));
  context.terminal.err(context.say('cli.usage.help'));
  return 2;
}
