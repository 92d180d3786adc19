import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.js';

const run = promisify(execFile);

/** The repository. */
export const ROOT = join(__dirname, '../..');

const BIN = join(ROOT, 'bin/replydesk.mjs');

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** The whole desk as `npm start` runs it, in a directory of its own. */
export class Desk {
  readonly directory = mkdtempSync(join(tmpdir(), 'replydesk-e2e-'));
  output = '';
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<Desk> {
    return new Desk(await freePort(), env);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  private get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PORT: String(this.port),
      REPLYDESK_DATA_DIR: this.directory,
      LOG_LEVEL: 'warn',
      LANG: 'C.UTF-8',
      ...this.env,
    };
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    this.output = '';
    const child = spawn(process.execPath, [BIN, 'start'], { cwd: ROOT, env: this.environment });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    await eventually(
      'the desk answers',
      async () => {
        if (child.exitCode !== null) throw new Error(`the desk ended: ${this.output}`);
        return (await fetch(`${this.url}/readyz`)).ok;
      },
      { timeoutMs: 60_000 },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.output}`);
    });
  }

  /** Runs a command of the command line against it; gives standard output. */
  async cli(...args: string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [BIN, ...args], { cwd: ROOT, env: this.environment });
    return stdout.trim();
  }

  /** The one-time link that `start` printed. */
  setupLink(): Promise<string> {
    return eventually(
      'the setup link is printed',
      () => /https?:\/\/\S+\/console\/setup\S+/.exec(this.output)?.[0],
    );
  }

  /** Ends every process of the desk with SIGKILL, database included. */
  async killEverything(): Promise<void> {
    for (const pid of this.processes()) kill(pid);
    await eventually('all processes are gone', () => this.processes().length === 0);
  }

  /** Orderly stop. */
  async stop(): Promise<void> {
    this.child?.kill('SIGTERM');
    await eventually('the desk has stopped', () => this.processes().length === 0, { timeoutMs: 30_000 });
  }

  /** Stops it, orderly or not, and removes its data. */
  async remove(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await this.killEverything();
      rmSync(this.directory, { recursive: true, force: true });
    }
  }

  /** Processes that have this desk's directory in their environment or arguments (Linux). */
  private processes(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map(Number)
      .filter((pid) => {
        try {
          if (/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false;
          const about = ['environ', 'cmdline']
            .map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8'))
            .join('\0');
          return about.includes(this.directory);
        } catch {
          return false;
        }
      });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already gone.
  }
}
