import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { runAs } from '../../../src/cli/embedded-postgres/account.js';
import { type Binaries, findBinaries, program } from '../../../src/cli/embedded-postgres/binaries.js';
import {
  type ClusterSettings,
  createCluster,
  readSettings,
} from '../../../src/cli/embedded-postgres/cluster.js';
import { connectWhenServing, urlOf } from '../../../src/cli/embedded-postgres/connections.js';
import { disarmStaleLock } from '../../../src/cli/embedded-postgres/pid-file.js';
import { choosePlace, openDataDirectory, type Place } from '../../../src/cli/embedded-postgres/place.js';
import { isRunning } from '../../../src/cli/embedded-postgres/processes.js';
import { voiceOf } from '../../../src/cli/embedded-postgres/voice.js';
import { createDataSource } from '../../../src/database/data-source.js';
import { migrateQueue } from '../../../src/queue/broker.js';
import { prepareStores } from '../../../src/sites/prepare-stores.js';
import { eventually } from '../../support/eventually.js';
import type { SmallDisk } from './small-disk.js';
import type { Store } from './world.js';

/** Accounts of the desk: the owner of the tables, and one for each kind of process, which have its rights. */
export type DeskRole = 'desk' | 'desk_api' | 'desk_worker';

/** Durable as a production server; room for the harness where the desk's connections are all in use. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=80',
  'superuser_reserved_connections=15',
  'shared_buffers=64MB',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'ssl=off',
  'log_line_prefix=%m [%p] ',
];

/** A PostgreSQL server of the harness' own, with one database at a time. It can be stopped, killed and set up wrongly. */
export class PostgresServer {
  private database = 'postgres';
  private databases = 0;
  private current: DataSource | undefined;
  private child: ChildProcess | undefined;
  private readonly atExit = () => this.child?.kill('SIGQUIT');

  private constructor(
    private readonly home: { directory: string; place: Place; binaries: Binaries; settings: ClusterSettings },
  ) {
    process.once('exit', this.atExit);
  }

  /** Makes a cluster and starts it: about two seconds. */
  static async create(): Promise<PostgresServer> {
    const directory = mkdtempSync(join(tmpdir(), 'replydesk-fault-postgres-'));
    const data = join(directory, 'data');
    const voice = voiceOf('en', () => undefined);
    openDataDirectory(data);
    const place = await choosePlace(data, voice);
    const { account, cluster } = place;
    const binaries = await findBinaries(
      { account, major: undefined, fallbackDirectory: data, cluster },
      voice,
    );
    await createCluster(place, binaries, voice);
    const home = { directory, place, binaries, settings: readSettings(cluster) };
    const server = new PostgresServer(home);
    await server.start();
    await server.makeRoles();
    return server;
  }

  /**
   * Makes a migrated database; everything else here is about the last one made.
   * @param disk where its tables are kept; default: with everything else
   */
  async newStore(disk?: SmallDisk): Promise<Store> {
    const tablespace = disk === undefined ? '' : await this.makeTablespace(disk);
    const name = `desk_${++this.databases}`;
    await this.asSuperuser('postgres', (client) =>
      client.query(`create database ${name} owner desk ${tablespace}`),
    );
    this.database = name;
    const url = this.urlFor('desk');
    const owner = createDataSource({ url, pool: 2 });
    await owner.initialize();
    await prepareStores(owner, { example: true });
    await owner.destroy();
    await migrateQueue(url);
    // As superuser, to look and to help even where the desk is shut out.
    const dataSource = createDataSource({ url: urlOf(this.home.settings, name), pool: 8 });
    await dataSource.initialize();
    this.current = dataSource;
    return {
      url,
      dataSource,
      destroy: async () => {
        await dataSource.destroy();
        // The file's server may have ended before its last world: nothing is left of its databases then.
        if (this.child !== undefined) await this.drop(name, disk !== undefined);
        disk?.remove();
      },
    };
  }

  /**
   * By a superuser, past every fault of a link.
   * @throws Error when there is no database yet.
   */
  get dataSource(): DataSource {
    if (this.current === undefined) throw new Error('there is no database yet');
    return this.current;
  }

  /** The desk's database by one of the desk's accounts. */
  urlFor(role: DeskRole): string {
    const url = new URL(urlOf(this.home.settings, this.database));
    url.username = role;
    return url.toString();
  }

  /** Starts it, if it does not run, and waits until it serves: after a crash it repairs itself first. */
  async start(): Promise<void> {
    const { place, binaries, settings } = this.home;
    if (this.child === undefined) {
      await disarmStaleLock(place.cluster);
      const words = SETTINGS.flatMap((line) => ['-c', line]);
      const { cwd, env, uid, gid } = runAs(place.account);
      const child = spawn(
        program(binaries, 'postgres'),
        ['-D', place.cluster, '-p', String(settings.port), ...words],
        { cwd, env, uid, gid, stdio: 'ignore' },
      );
      this.child = child;
      child.once('exit', () => (this.child = undefined));
    }
    const client = await connectWhenServing(settings, {
      isRunning: () => this.child !== undefined,
      onSlow: () => undefined,
    });
    if (client === undefined) throw new Error('PostgreSQL ended instead of serving');
    await client.end();
  }

  /** Ends it at once, as `pg_ctl stop -m immediate`: every connection breaks, the next start repairs. */
  async stopImmediately(): Promise<void> {
    await this.endBy((child) => child.kill('SIGQUIT'));
  }

  /** Ends it orderly: transactions are rolled back, connections closed. */
  async stopFast(): Promise<void> {
    await this.endBy((child) => child.kill('SIGINT'));
  }

  /** Kills every process of it, as when a machine loses power (what the kernel holds for the disk survives). */
  async kill(): Promise<void> {
    await this.endBy((child) => {
      const { pid } = child;
      if (pid === undefined) return;
      for (const one of [pid, ...childrenOf(pid)]) kill(one);
    });
  }

  /**
   * Ends connections of the desk, as an administrator or a failing-over proxy does.
   * @param which.application such as `replydesk-queue`; default all
   * @returns how many there were.
   */
  async terminate(which: { role?: DeskRole; application?: string } = {}): Promise<number> {
    const rows: { ended: boolean }[] = await this.dataSource.query(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity
        where datname = $1 and usename like 'desk%' and usename like $2 and application_name like $3`,
      [this.database, which.role ?? '%', which.application ?? '%'],
    );
    return rows.filter(({ ended }) => ended).length;
  }

  /** Sets parameters of the whole server while it runs; `null` gives back the default. */
  async configure(settings: Record<string, string | null>): Promise<void> {
    for (const [name, value] of Object.entries(settings)) {
      const to = value === null ? `reset ${name}` : `set ${name} = '${value}'`;
      await this.dataSource.query(`alter system ${to}`);
    }
    await this.dataSource.query('select pg_reload_conf()');
    // Sessions take them over between two statements; a new session has them from its start.
    for (const [name, value] of Object.entries(settings)) {
      if (value === null) continue;
      await eventually(`new sessions have ${name} = ${value}`, () => this.hasSetting(name, value));
    }
  }

  /** Lets an account have so many connections; -1: as many as it likes. Those it has stay. */
  async limitConnections(role: DeskRole, limit: number): Promise<void> {
    await this.dataSource.query(`alter role ${role} connection limit ${limit}`);
  }

  /** A connection of a stranger on the desk's database, to lock things. Its trouble is the caller's. */
  stranger(): Promise<pg.Client> {
    return this.connect(this.database);
  }

  /** Ends it and removes its data. */
  async destroy(): Promise<void> {
    await this.stopFast();
    process.off('exit', this.atExit);
    const { place, directory } = this.home;
    rmSync(place.cluster.startsWith(directory) ? directory : dirname(place.cluster), {
      recursive: true,
      force: true,
    });
    rmSync(directory, { recursive: true, force: true });
  }

  private async hasSetting(name: string, value: string): Promise<boolean> {
    return this.asSuperuser(this.database, async (client) => {
      const { rows } = await client.query<{ value: string }>(`select current_setting('${name}') as value`);
      return rows[0]?.value === value;
    });
  }

  private async connect(database: string): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: urlOf(this.home.settings, database),
      application_name: 'stranger',
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  private async asSuperuser<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = await this.connect(database);
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  private async makeRoles(): Promise<void> {
    const { password } = this.home.settings;
    await this.asSuperuser('postgres', async (client) => {
      await client.query(`create role desk login password '${password}'`);
      for (const role of ['desk_api', 'desk_worker'])
        await client.query(`create role ${role} login password '${password}' in role desk`);
    });
  }

  private drop(database: string, withTablespace: boolean): Promise<void> {
    return this.asSuperuser('postgres', async (client) => {
      await client.query(`drop database ${database} with (force)`);
      if (withTablespace) await client.query('drop tablespace small');
    });
  }

  private async makeTablespace(disk: SmallDisk): Promise<string> {
    disk.giveTo(this.home.place.account);
    await this.asSuperuser('postgres', (client) =>
      client.query(`create tablespace small location '${disk.directory}'`),
    );
    return 'tablespace small';
  }

  private async endBy(end: (child: ChildProcess) => void): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined) return;
    const family = [child.pid, ...childrenOf(child.pid)];
    end(child);
    await eventually('PostgreSQL has ended', () => this.child === undefined && !family.some(isRunning), {
      timeoutMs: 20_000,
    });
  }
}

/** Processes started by a process (Linux). */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => {
      try {
        const stat = readFileSync(`/proc/${one}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already gone.
  }
}
