import { type ChildProcess, spawn } from 'node:child_process';
import type { Failpoint } from '../../../src/failpoint.js';
import { eventually } from '../../support/eventually.js';
import { type FromProcess, type Order, ORDERS_VARIABLE, type ToProcess } from './orders.js';

/** How a process is started. */
export interface RoleSettings {
  name: 'api' | 'worker';
  /** The compiled file that is run. */
  file: string;
  env: NodeJS.ProcessEnv;
  /** Address of an API; undefined for a worker. */
  url?: string;
}

/** How a process ended: its exit code, or the signal that ended it. */
export type Ending = number | NodeJS.Signals;

const START_MS = 60_000;
const END_MS = 30_000;
/** What is kept of its output, in characters. */
const OUTPUT_LENGTH = 20_000;
/** A supervisor's rest before it starts a process again, in milliseconds. */
const REST_MS = 50;

/** One process of the desk under a supervisor: what ends unasked is started again. */
export class RoleProcess {
  /** How its processes ended so far. */
  readonly endings: Ending[] = [];
  /** Failpoints that had an order and were passed, in order, of all its processes. */
  readonly hits: Failpoint[] = [];
  output = '';
  private child: ChildProcess | undefined;
  private wanted = false;
  private ready = false;
  private lastId = 0;
  private readonly done = new Set<number>();

  constructor(readonly settings: RoleSettings) {}

  get name(): 'api' | 'worker' {
    return this.settings.name;
  }

  /** Address of an API. */
  get url(): string {
    if (this.settings.url === undefined) throw new Error('a worker has no address');
    return this.settings.url;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isReady(): boolean {
    return this.ready;
  }

  get isRunning(): boolean {
    return this.child !== undefined;
  }

  /** Starts it, under supervision. `orders` hold from its first moment. */
  launch(options: { orders?: Order[]; env?: NodeJS.ProcessEnv } = {}): void {
    this.wanted = true;
    if (this.child !== undefined) return;
    const child = spawn(process.execPath, [this.settings.file], {
      env: {
        ...this.settings.env,
        ...options.env,
        [ORDERS_VARIABLE]: JSON.stringify(options.orders ?? []),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-OUTPUT_LENGTH);
      });
    }
    child.on('message', (message) => this.hear(message as FromProcess));
    child.on('error', () => undefined);
    child.once('exit', (code, signal) => {
      this.child = undefined;
      this.ready = false;
      this.endings.push(signal ?? code ?? 0);
      if (this.wanted) setTimeout(() => this.wanted && this.launch(), REST_MS);
    });
  }

  /** Waits until it says that it is ready. */
  async untilReady(): Promise<void> {
    await eventually(`the ${this.name} is ready; so far: ${this.output.slice(-2_000)}`, () => this.ready, {
      timeoutMs: START_MS,
    });
  }

  /** Gives it its orders in place of those it had; it has them when this returns, unless it ended. */
  async arm(...orders: Order[]): Promise<void> {
    await this.tell({ fault: 'arm', orders, id: ++this.lastId });
  }

  /** Lets go on what waits at a `pause`. */
  async release(): Promise<void> {
    await this.tell({ fault: 'release', id: ++this.lastId });
  }

  /** Whether it came to a failpoint with an order, counted from `since` (a length of `hits`). */
  hasHit(at: Failpoint, since: number): boolean {
    return this.hits.slice(since).includes(at);
  }

  /** Waits until it came to a failpoint with an order, counted from `since` (a length of `hits`). */
  async untilHit(at: Failpoint, since = 0, timeoutMs = 10_000): Promise<void> {
    await eventually(`the ${this.name} comes to ${at}`, () => this.hasHit(at, since), {
      timeoutMs,
    });
  }

  /** Waits until one more of its processes has ended than `endings` had. */
  async untilEnded(before: number, timeoutMs = END_MS): Promise<Ending> {
    await eventually(`the ${this.name} ends`, () => this.endings.length > before, { timeoutMs });
    return this.endings.at(-1) ?? 0;
  }

  /** Sends a signal; the supervisor starts it again if that ends it. */
  signal(signal: NodeJS.Signals): void {
    // It is ready again when its successor is.
    if (signal === 'SIGTERM' || signal === 'SIGKILL') this.ready = false;
    this.child?.kill(signal);
  }

  /** Ends it with a signal, without a successor, and tells how it ended. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending | undefined> {
    this.wanted = false;
    if (this.child === undefined) return undefined;
    const before = this.endings.length;
    this.child.kill(signal);
    return this.untilEnded(before);
  }

  private async tell(message: ToProcess): Promise<void> {
    const { child } = this;
    child?.send(message, () => undefined);
    // One that ends meanwhile takes its orders with it.
    await eventually(
      `the ${this.name} has its orders`,
      () => this.done.delete(message.id) || this.child !== child || child === undefined,
    );
  }

  private hear(message: FromProcess): void {
    if ('type' in message) this.ready ||= message.type === 'ready';
    else if (message.fault === 'hit') this.hits.push(message.at);
    else this.done.add(message.id);
  }
}
