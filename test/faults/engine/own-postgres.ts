import { PostgresServer } from './postgres-server.js';
import type { SmallDisk } from './small-disk.js';
import type { Store, WorldWish } from './world.js';

const END_MS = 60_000;

/** A PostgreSQL server that the scenarios of one spec file have one after another, each with a database of its own. */
export interface OwnPostgres {
  /** @throws Error before a world was opened with it. */
  server(): PostgresServer;
  /** What a world must be asked for so that it has this server, and each kind of process an account of its own. */
  wish(wish: WorldWish, disk?: () => SmallDisk): WorldWish & Required<Pick<WorldWish, 'store'>>;
}

/** Declares the server of a spec file; it starts with the first world and ends after all tests. */
export function ownPostgres(): OwnPostgres {
  let server: PostgresServer | undefined;
  const present = () => {
    if (server === undefined) throw new Error('no world has the server yet');
    return server;
  };
  afterAll(() => server?.destroy(), END_MS);
  const storeOn = async (disk?: () => SmallDisk): Promise<Store> => {
    server ??= await PostgresServer.create();
    return server.newStore(disk?.());
  };
  // The same functions in every wish: worlds with equal wishes are shared.
  const store = () => storeOn();
  const way: WorldWish['way'] = (from, to, url) => (to === 'redis' ? url : present().urlFor(`desk_${from}`));
  return {
    server: present,
    wish: (wish, disk) => ({ ...wish, store: disk === undefined ? store : () => storeOn(disk), way }),
  };
}
