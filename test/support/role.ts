import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { ROOT } from './desk.js';

/** How a process ended, and after how many milliseconds from the first signal. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  afterMs: number;
}

/** One role of the built desk as a process of its own. */
export class RoleUnderTest {
  output = '';
  private readonly child: ChildProcess;
  private readonly exited: Promise<Pick<Ending, 'code' | 'signal'>>;
  private toldAt: number | undefined;

  constructor(role: 'api' | 'worker', env: Record<string, string>) {
    const file = join(ROOT, 'dist', role === 'api' ? 'main.js' : 'worker.js');
    const child = spawn(process.execPath, [file], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', REPLYDESK_MIGRATE: 'false', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child = child;
    this.exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  }

  /** Waits until it serves; gives the address of an api. */
  async ready(): Promise<string> {
    await eventually(
      'the role is ready',
      () => {
        if (this.child.exitCode !== null) throw new Error(`it ended: ${this.output}`);
        return /"msg":"(listening|screening)/.test(this.output);
      },
      { timeoutMs: 60_000 },
    );
    return `http://127.0.0.1:${/listening on port (\d+)/.exec(this.output)?.[1]}`;
  }

  /** Messages of warnings and errors so far. */
  get warnings(): string[] {
    return this.output
      .split('\n')
      .filter((line) => /"level":(40|50)/.test(line))
      .map((line) => String((JSON.parse(line) as { msg: unknown }).msg));
  }

  terminate(): void {
    this.toldAt ??= performance.now();
    this.child.kill('SIGTERM');
  }

  /** Waits for its end. */
  async ended(): Promise<Ending> {
    const ending = await this.exited;
    return { ...ending, afterMs: performance.now() - (this.toldAt ?? performance.now()) };
  }

  /** Ends it, whatever it does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
