import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { eventually } from './eventually.js';

/** A Node process that runs a script given as text. */
export interface RunningScript {
  child: ChildProcess;
  /** What it printed so far, standard error included. */
  output(): string;
  /** Lines of standard output that are JSON objects. */
  messages(): Record<string, unknown>[];
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  /** Waits for a message that has this key. */
  message(key: string): Promise<Record<string, unknown>>;
}

/** Starts `node --input-type=module -e script`. */
export function runScript(script: string, options: SpawnOptions = {}): RunningScript {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const messages = () =>
    output
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    child,
    output: () => output,
    messages,
    ended,
    message: (key) =>
      eventually(`the script says ${key}; so far: ${output}`, () => messages().find((one) => key in one), {
        timeoutMs: 30_000,
      }),
  };
}
