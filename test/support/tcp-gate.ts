import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that a test can shut and open: the server is away and back, for this way only. */
export interface TcpGate {
  /** The server's address by way of the gate. */
  url: string;
  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void>;
  /** Lets connections through again, on the same port. */
  open(): Promise<void>;
  /** Keeps connections open, and takes new ones, but lets nothing through any more: a server that is silent. */
  silence(): void;
}

/** Opens a gate before the server that `url` names. */
export async function tcpGate(url: string): Promise<TcpGate> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  let silent = false;
  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer((socket) => {
        const onward = connect(Number(target.port), target.hostname);
        for (const [from, to] of [
          [socket, onward],
          [onward, socket],
        ] as const) {
          sockets.add(from);
          from.on('error', () => to.destroy());
          from.on('close', () => {
            sockets.delete(from);
            to.destroy();
          });
          if (!silent) from.pipe(to);
        }
      });
      server.listen(port, '127.0.0.1', () => {
        const address = server?.address();
        if (typeof address === 'object' && address !== null) port = address.port;
        resolve();
      });
    });
  await open();
  const way = new URL(url);
  way.hostname = '127.0.0.1';
  way.port = String(port);
  return {
    url: way.toString(),
    open,
    silence: () => {
      silent = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    shut: () =>
      new Promise((resolve) => {
        server?.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
