import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';

/** A process the desk is made of: `api` answers HTTP, `worker` screens. */
export type RoleName = 'api' | 'worker';

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 10_000;
/** A process that ran this long was healthy: the next restart is quick again. */
const HEALTHY_MS = 30_000;
/** How often a role that never became ready may end at once before the desk gives up. */
const FAST_FAILURES = 5;

const readyMessageSchema = z.object({ type: z.literal('ready'), url: z.string().optional() });

/** What a role process needs, and whom it tells. */
export interface RoleProcessOptions {
  role: RoleName;
  /** File that Node runs. */
  entryPoint: string;
  env: NodeJS.ProcessEnv;
  /** It serves; the api says under which address. Called again after each restart. */
  onReady(url: string | undefined): void;
  /** It ended and comes back after the pause. */
  onRestart(reason: string, pauseMs: number): void;
  /** It ended this often in a row without ever having been ready, and stays down. */
  onGiveUp(times: number): void;
}

/**
 * One role as a child process that is started again when it ends by itself. A role that has been ready once is never
 * given up: what stops it then (a database away, say) is expected to pass.
 */
export class RoleProcess {
  private child: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private state: 'running' | 'replacing' | 'stopping' = 'running';
  private backoffMs = FIRST_BACKOFF_MS;
  private failures = 0;
  private wasReady = false;
  private startedAt = 0;
  private onStopped: () => void = () => undefined;

  constructor(private readonly options: RoleProcessOptions) {}

  /** Starts the process. It has a process group of its own, so that Ctrl-C reaches it only through its parent. */
  start(): void {
    const { entryPoint, env } = this.options;
    this.state = 'running';
    this.startedAt = Date.now();
    const child = fork(entryPoint, [], {
      env,
      execArgv: [],
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    child.on('message', (message) => this.heard(message));
    child.once('error', (error) => this.ended(child, error.message));
    child.once('exit', (code, signal) => this.ended(child, signal ?? `exit ${code}`));
  }

  /** Ends the process and starts it with another environment. */
  replace(env: NodeJS.ProcessEnv): void {
    this.options.env = env;
    if (this.child === undefined) return;
    this.state = 'replacing';
    this.child.kill('SIGTERM');
  }

  /**
   * Asks the process to end, and ends it when it has not after `deadlineMs`.
   * @returns false when it had to be ended.
   */
  async stop(deadlineMs: number): Promise<boolean> {
    this.state = 'stopping';
    clearTimeout(this.timer);
    const { child } = this;
    if (child === undefined) return true;
    let polite = true;
    const stopped = new Promise<void>((resolve) => (this.onStopped = resolve));
    const deadline = setTimeout(() => {
      polite = false;
      child.kill('SIGKILL');
    }, deadlineMs);
    child.kill('SIGTERM');
    await stopped;
    clearTimeout(deadline);
    return polite;
  }

  /** Ends the process at once. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  private heard(message: unknown): void {
    const ready = readyMessageSchema.safeParse(message);
    if (!ready.success) return;
    this.wasReady = true;
    this.options.onReady(ready.data.url);
  }

  private ended(child: ChildProcess, reason: string): void {
    if (child !== this.child) return;
    this.child = undefined;
    if (this.state === 'stopping') this.onStopped();
    else if (this.state === 'replacing') this.start();
    else this.restart(reason);
  }

  private restart(reason: string): void {
    if (Date.now() - this.startedAt >= HEALTHY_MS) {
      this.backoffMs = FIRST_BACKOFF_MS;
      this.failures = 0;
    }
    this.failures += 1;
    if (!this.wasReady && this.failures >= FAST_FAILURES) {
      this.options.onGiveUp(this.failures);
      return;
    }
    const pauseMs = this.backoffMs;
    this.backoffMs = Math.min(this.backoffMs * 2, LONGEST_BACKOFF_MS);
    this.options.onRestart(reason, pauseMs);
    this.timer = setTimeout(() => this.start(), pauseMs);
  }
}
