import type { z } from 'zod';
import { cliMessages } from '../messages/cli.messages.js';
import { type Language, type MessageValues, say } from '../messages/messages.js';
import { type Terminal } from './terminal.js';

/** 0: done. 1: a problem was found, or it was refused. 2: the command was not written as it must be. */
export type ExitCode = 0 | 1 | 2;

/** Key of a sentence of the command line. */
export type CliMessageKey = keyof typeof cliMessages;

/** What every command works with. */
export interface CommandContext {
  terminal: Terminal;
  language: Language;
  /** A sentence in the person's language. */
  say(key: CliMessageKey, values?: MessageValues): string;
  /** Says on standard error what went wrong. */
  refuse(key: CliMessageKey, values?: MessageValues): 1;
}

/** A command: options and arguments as written on the command line. */
export type CommandHandler = (
  context: CommandContext,
  options: Record<string, unknown>,
  args: readonly string[],
) => Promise<ExitCode>;

/** The context of a command in one language. */
export function commandContext(terminal: Terminal, language: Language): CommandContext {
  const sentence = (key: CliMessageKey, values?: MessageValues) => say(language, cliMessages, key, values);
  return {
    terminal,
    language,
    say: sentence,
    refuse(key, values) {
      terminal.err(sentence(key, values));
      return 1;
    },
  };
}

/** Says for each wrong option what it takes. */
export function refuseOptions(context: CommandContext, error: z.ZodError): 2 {
  for (const name of new Set(error.issues.map(({ path }) => String(path[0])))) {
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const key = `cli.bad.${name}`;
    const known = Object.hasOwn(cliMessages, key);
    context.terminal.err(context.say(known ? (key as CliMessageKey) : 'cli.bad', { option }));
  }
  return 2;
}

/** `true` and `false` as booleans; anything else stays as it is. */
export function yesOrNo(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

/** Prints a value as JSON. */
export function printJson(context: CommandContext, value: unknown): void {
  context.terminal.out(JSON.stringify(value, null, 2));
}
