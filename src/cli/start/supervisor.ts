import path from 'node:path';
import { envSchema } from '../../config/env.schema.js';
import type { Language } from '../../messages/messages.js';
import { say } from '../../messages/messages.js';
import { startMessages } from '../../messages/start.messages.js';
import { EmbeddedStore } from './embedded-store.js';
import { RoleProcess } from './role-process.js';
import type { RoleName } from './role-process.js';

/** Longest orderly end of a role; then it is killed. */
const STOP_MS = 15_000;
/** A second signal this soon is the same Ctrl-C, which npm passes on once more. */
const SAME_SIGNAL_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What to run. */
export interface SupervisorOptions {
  roles: readonly RoleName[];
  /** Environment of the roles. Without DATABASE_URL the embedded database of REPLYDESK_DATA_DIR is run too. */
  env: NodeJS.ProcessEnv;
  /** Takes sentences for the person who started the desk. */
  log: (message: string) => void;
  /** Language of the sentences. Default English. */
  language?: Language;
  /** File of each role; default those of this build. */
  entryPoints?: Record<RoleName, string>;
}

/** A desk that serves. */
export interface ReadyDesk {
  /** Where readers reach the api role; undefined without that role. */
  url: string | undefined;
  /** The database in use. */
  databaseUrl: string;
}

/** A running desk. */
export interface Supervisor {
  /** Settles when every role serves for the first time; undefined when the desk ended before. Never rejects. */
  ready: Promise<ReadyDesk | undefined>;
  /** Exit code, when everything has ended: 0 after a wanted stop, 1 when the desk could not run. Never rejects. */
  finished: Promise<0 | 1>;
  /** Ends the desk in order; the same as SIGTERM. */
  stop(): void;
}

/**
 * Runs the roles as child processes, restarts those that end, and with them the embedded database if none is
 * configured. SIGINT, SIGTERM and SIGHUP end everything in order; a second one ends the roles at once.
 */
export function runSupervisor(options: SupervisorOptions): Supervisor {
  const desk = new Desk(options);
  return { ready: desk.ready, finished: desk.run(), stop: () => desk.stop(0) };
}

class Desk {
  readonly ready: Promise<ReadyDesk | undefined>;
  private settleReady: (desk: ReadyDesk | undefined) => void = () => undefined;
  private readonly stopWanted: Promise<0 | 1>;
  private settleStop: (code: 0 | 1) => void = () => undefined;
  private stoppingSince: number | undefined;
  private readonly roles = new Map<RoleName, RoleProcess>();
  private readonly serving = new Set<RoleName>();
  private url: string | undefined;
  private databaseUrl = '';
  private readonly language: Language;

  constructor(private readonly options: SupervisorOptions) {
    this.language = options.language ?? 'en';
    this.ready = new Promise((resolve) => (this.settleReady = resolve));
    this.stopWanted = new Promise((resolve) => (this.settleStop = resolve));
  }

  async run(): Promise<0 | 1> {
    const onSignal = () => this.signalled();
    for (const signal of SIGNALS) process.on(signal, onSignal);
    try {
      const store = await this.openStore();
      if (this.stoppingSince === undefined) this.startRoles();
      const code = await this.stopWanted;
      await this.stopRoles();
      if (store !== undefined && !(await store.close())) this.tell('start.databaseKept');
      return code;
    } catch (error) {
      // Ctrl-C reaches the programs that create the database too.
      const interrupted = this.stoppingSince !== undefined && this.roles.size === 0;
      if (interrupted) return 0;
      this.tell('start.failed', { reason: reasonOf(error) });
      return 1;
    } finally {
      this.settleReady(undefined);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    }
  }

  stop(code: 0 | 1): void {
    if (this.stoppingSince !== undefined) return;
    this.stoppingSince = Date.now();
    this.settleStop(code);
  }

  private signalled(): void {
    if (this.stoppingSince === undefined) {
      this.tell('start.stopping');
      this.stop(0);
    } else if (Date.now() - this.stoppingSince > SAME_SIGNAL_MS) {
      for (const role of this.roles.values()) role.kill();
    }
  }

  private async openStore(): Promise<EmbeddedStore | undefined> {
    const { env, log } = this.options;
    if (env.DATABASE_URL) {
      this.databaseUrl = env.DATABASE_URL;
      return undefined;
    }
    const store = await EmbeddedStore.open({
      dataDir: env.REPLYDESK_DATA_DIR || '.data',
      language: this.language,
      log,
      onDied: () => this.tell('start.databaseDied'),
      onFailed: (reason) => this.tell('start.databaseFailed', { reason }),
      onMoved: (url) => this.databaseMoved(url),
    });
    this.databaseUrl = store.url;
    return store;
  }

  private startRoles(): void {
    for (const role of this.options.roles) {
      const child = new RoleProcess({
        role,
        entryPoint: (this.options.entryPoints ?? builtEntryPoints())[role],
        env: this.environment(),
        onReady: (url) => this.roleReady(role, url),
        onRestart: (reason, pauseMs) =>
          this.tell('start.roleEnded', { role, reason, seconds: pauseMs / 1000 }),
        onGiveUp: (times) => {
          this.tell('start.givingUp', { role, times });
          this.stop(1);
        },
      });
      this.roles.set(role, child);
      child.start();
    }
  }

  private environment(): NodeJS.ProcessEnv {
    return { ...this.options.env, DATABASE_URL: this.databaseUrl };
  }

  private roleReady(role: RoleName, url: string | undefined): void {
    if (role === 'api') this.url = url;
    this.serving.add(role);
    if (this.options.roles.every((one) => this.serving.has(one))) {
      this.settleReady({ url: this.url, databaseUrl: this.databaseUrl });
    }
  }

  private databaseMoved(url: string): void {
    this.databaseUrl = url;
    if (this.stoppingSince !== undefined) return;
    this.tell('start.databaseMoved');
    for (const role of this.roles.values()) role.replace(this.environment());
  }

  private async stopRoles(): Promise<void> {
    const delay = envSchema.shape.SHUTDOWN_DELAY_SECONDS.safeParse(
      this.options.env['SHUTDOWN_DELAY_SECONDS'],
    );
    const limitMs = STOP_MS + (delay.data ?? 0) * 1_000;
    await Promise.all(
      [...this.roles].map(async ([role, child]) => {
        const polite = await child.stop(limitMs);
        if (!polite) this.tell('start.killed', { role, seconds: limitMs / 1000 });
      }),
    );
  }

  private tell(key: keyof typeof startMessages, values?: Record<string, string | number>): void {
    this.options.log(say(this.language, startMessages, key, values));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function builtEntryPoints(): Record<RoleName, string> {
  const root = path.resolve(import.meta.dirname, '../..');
  return { api: path.join(root, 'main.js'), worker: path.join(root, 'worker.js') };
}
