import { Random } from './random.js';
import type { Toxics } from './tcp-lane.js';
import { TcpProxy } from './tcp-proxy.js';
import type { WorldWish } from './world.js';

/** One kind of process and one store. */
export type LinkName = `${'api' | 'worker'}-${'postgres' | 'redis'}`;

/** The network between the processes of a world and its stores: a proxy for each kind of process and each store. */
export class Network {
  private readonly proxies = new Map<string, Promise<TcpProxy>>();

  /** What a world must be asked for so that its processes go by this network; it ends with the world's store. */
  wish(wish: WorldWish & Required<Pick<WorldWish, 'store'>>): WorldWish {
    return {
      ...wish,
      way: async (from, to, url) => {
        const wanted = wish.way === undefined ? url : await wish.way(from, to, url);
        return (await this.proxy(`${from}-${to}`, wanted)).urlFor(wanted);
      },
      store: async () => {
        const store = await wish.store();
        return {
          url: store.url,
          dataSource: store.dataSource,
          destroy: async () => {
            await this.close();
            await store.destroy();
          },
        };
      },
    };
  }

  /**
   * The way of a kind of process to a store.
   * @throws Error when there is none yet.
   */
  async link(name: LinkName): Promise<TcpProxy> {
    const proxy = this.proxies.get(name);
    if (proxy === undefined) throw new Error(`there is no link ${name}`);
    return proxy;
  }

  /** Sets the toxics of a link. */
  async set(name: LinkName, toxics: Toxics): Promise<void> {
    await (await this.link(name)).set(toxics);
  }

  /** All links are well again; with `forgotten` connections that were in use are reset. */
  async heal(options: { forgotten?: boolean } = {}): Promise<void> {
    for (const proxy of this.proxies.values()) await (await proxy).heal(options);
  }

  private proxy(name: string, url: string): Promise<TcpProxy> {
    const known = this.proxies.get(name);
    if (known !== undefined) return known;
    const { hostname, port } = new URL(url);
    const opened = TcpProxy.open({ host: hostname, port: Number(port) }, new Random(1));
    this.proxies.set(name, opened);
    return opened;
  }

  private async close(): Promise<void> {
    for (const proxy of this.proxies.values()) await (await proxy).close();
    this.proxies.clear();
  }
}
