import { createServer, type Server } from 'node:http';

/** A site's webhook receiver: takes everything and remembers how often each message came. */
export class Receiver {
  /** By `webhook-id`. */
  readonly deliveries = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const id = String(request.headers['webhook-id']);
      request.resume().on('end', () => {
        receiver.deliveries.set(id, (receiver.deliveries.get(id) ?? 0) + 1);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const receiver = new Receiver(server, address.port);
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** What processes need so that they may send to it. */
  get env(): Record<string, string> {
    return {
      EFFECTS_ALLOW_PRIVATE: 'true',
      EFFECTS_ALLOW_HTTP: 'true',
      EFFECTS_PORTS: String(this.port),
      EFFECTS_REQUEUE_SECONDS: '2',
      EFFECTS_RETRY_SECONDS: '1,1,2,2,4,4',
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
