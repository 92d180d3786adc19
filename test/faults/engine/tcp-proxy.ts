import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Random } from './random.js';
import { Lane, type Toxics } from './tcp-lane.js';

interface Link {
  /** Of the one who connected. */
  near: Socket;
  /** To the server. */
  far: Socket;
  up: Lane;
  down: Lane;
  /** One side is gone and the other was not told. */
  orphaned: boolean;
  /** Bytes that went up since the toxics were set. */
  sent: number;
}

/** A network between processes and one server, in which anything can go wrong on order. */
export class TcpProxy {
  /** Of 127.0.0.1; stays the same. */
  port = 0;
  private toxics: Toxics = {};
  private server: Server | undefined;
  private readonly links = new Set<Link>();

  private constructor(
    private readonly target: { host: string; port: number },
    private readonly random: Random,
  ) {}

  /** Opens a way to `target`; jitter comes from `random`. */
  static async open(target: { host: string; port: number }, random: Random): Promise<TcpProxy> {
    const proxy = new TcpProxy(target, random);
    await proxy.listen();
    return proxy;
  }

  /** The address of the server by way of this proxy. */
  urlFor(url: string): string {
    const way = new URL(url);
    way.hostname = '127.0.0.1';
    way.port = String(this.port);
    return way.toString();
  }

  /** Connections that are open on at least one side. */
  get open(): number {
    return this.links.size;
  }

  /** Bytes that were sent and did not arrive yet. */
  get waiting(): { up: number; down: number } {
    const sum = (lane: 'up' | 'down') => [...this.links].reduce((all, link) => all + link[lane].waiting, 0);
    return { up: sum('up'), down: sum('down') };
  }

  /** From now on these, and only these, toxics are at work, also on connections that are open. */
  async set(toxics: Toxics): Promise<void> {
    this.toxics = toxics;
    if (toxics.refuse === true) await this.shut();
    else await this.listen();
    for (const link of this.links) {
      link.sent = 0;
      if (link.orphaned && toxics.halfOpen !== true) reset(link);
      if (toxics.reset?.afterBytes === 0) reset(link);
      link.up.changed();
      link.down.changed();
    }
  }

  /**
   * The network is well again. What was held back arrives now, as TCP sends again what was lost. With `forgotten` the
   * connections that had something under way are reset instead, as by a firewall that has forgotten them.
   */
  async heal(options: { forgotten?: boolean } = {}): Promise<void> {
    if (options.forgotten === true) {
      for (const link of this.links) if (link.up.waiting + link.down.waiting > 0) reset(link);
    }
    await this.set({});
  }

  /** Closes all connections that are open now, as a server does that ends; new ones are welcome. */
  cut(): void {
    for (const { near, far } of this.links) {
      near.destroy();
      far.destroy();
    }
  }

  /**
   * The server's side of all connections of now is gone, as when it was moved or a firewall forgot them: with `halfOpen`
   * those who connected are not told.
   */
  dropServerSide(): void {
    for (const { far } of this.links) far.resetAndDestroy();
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    await this.shut();
  }

  private listen(): Promise<void> {
    if (this.server !== undefined) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.accept(socket));
      this.server = server;
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', () => {
        const address = server.address();
        if (typeof address === 'object' && address !== null) this.port = address.port;
        resolve();
      });
    });
  }

  private async shut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => {
      if (server === undefined) resolve();
      else server.close(() => resolve());
    });
    this.cut();
    await closed;
  }

  private accept(near: Socket): void {
    const far = connect({ ...this.target, allowHalfOpen: true, noDelay: true });
    const network = { toxics: () => this.toxics, random: this.random };
    const link: Link = {
      near,
      far,
      up: new Lane(
        { from: near, to: far, direction: 'up' },
        { ...network, forwarded: (bytes) => this.sent(link, bytes) },
      ),
      down: new Lane({ from: far, to: near, direction: 'down' }, { ...network, forwarded: () => undefined }),
      orphaned: false,
      sent: 0,
    };
    this.links.add(link);
    this.watch(link, 'near');
    this.watch(link, 'far');
    if (this.toxics.reset?.afterBytes === 0) reset(link);
  }

  private sent(link: Link, bytes: number): void {
    link.sent += bytes;
    const { reset: rule } = this.toxics;
    if (rule !== undefined && link.sent >= rule.afterBytes) reset(link);
  }

  /** Tells the other side of the end of this one, unless the toxics keep it. */
  private watch(link: Link, side: 'near' | 'far'): void {
    const socket = link[side];
    const other = side === 'near' ? link.far : link.near;
    const lane = side === 'near' ? link.up : link.down;
    let failed = false;
    socket.on('error', () => (failed = true));
    socket.on('end', () => {
      if (this.toxics.halfOpen === true) {
        link.orphaned = true;
        socket.end();
      } else lane.end();
    });
    socket.on('close', () => {
      if (!other.destroyed && this.toxics.halfOpen === true) link.orphaned = true;
      else if (failed) other.resetAndDestroy();
      else lane.end();
      // What the other still sends is read and dropped, so that its end is noticed.
      other.resume();
      if (other.destroyed) this.links.delete(link);
    });
  }
}

function reset({ near, far }: Link): void {
  near.resetAndDestroy();
  far.resetAndDestroy();
}
