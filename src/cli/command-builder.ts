import type { CliMessageKey, CommandHandler } from './command.js';

/** Loads a command only when it is asked for, so that `--help` and health checks are quick. */
export type Load = () => Promise<CommandHandler>;

/** Adds a command under its parent, with help and its handler. */
export type Add = (path: string, help: CliMessageKey, load: Load) => CommandBuilder;

/** Adds options and arguments to a command. */
export interface CommandBuilder {
  option(flags: string, help: CliMessageKey): CommandBuilder;
  required(flags: string, help: CliMessageKey): CommandBuilder;
  either(one: [string, CliMessageKey], other: [string, CliMessageKey]): CommandBuilder;
  argument(name: string, help: CliMessageKey, choices?: string[]): CommandBuilder;
}
