import { Readable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';

/** What a command left behind. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
  /** Standard output, parsed. */
  json: <T>() => T;
}

/** Runs commands of the command line in this process, with an environment of their own. */
export function cliOf(env: Record<string, string>) {
  return async (
    args: string[],
    more: { stdin?: string; env?: Record<string, string> } = {},
  ): Promise<CommandResult> => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCli(args, {
      env: { ...env, ...more.env },
      stdin: Readable.from([more.stdin ?? '']),
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
    });
    const stdout = out.join('\n');
    return { code, stdout, stderr: err.join('\n'), json: <T>() => JSON.parse(stdout) as T };
  };
}
