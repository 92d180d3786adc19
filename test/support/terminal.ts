import { Readable, Writable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';

/** What a command left behind. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
  /** What went to standard output as bytes. */
  bytes: Buffer;
  /** Standard output, parsed. */
  json: <T>() => T;
}

/** Runs commands of the command line in this process, with an environment of their own. */
export function cliOf(env: Record<string, string>) {
  return async (
    args: string[],
    more: {
      stdin?: string | Readable;
      stdout?: Writable;
      isTTY?: boolean;
      env?: Record<string, string>;
    } = {},
  ): Promise<CommandResult> => {
    const out: string[] = [];
    const err: string[] = [];
    const bytes: Buffer[] = [];
    const stdin = more.stdin instanceof Readable ? more.stdin : Readable.from([more.stdin ?? '']);
    const code = await runCli(args, {
      env: { ...env, ...more.env },
      stdin: Object.assign(stdin, { isTTY: more.isTTY ?? false }),
      stdout:
        more.stdout ??
        new Writable({
          write: (chunk: Buffer, _encoding, done) => {
            bytes.push(chunk);
            done();
          },
        }),
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
    });
    const stdout = out.join('\n');
    return {
      code,
      stdout,
      stderr: err.join('\n'),
      bytes: Buffer.concat(bytes),
      json: <T>() => JSON.parse(stdout) as T,
    };
  };
}
