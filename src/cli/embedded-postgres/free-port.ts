import { randomInt } from 'node:crypto';
import net from 'node:net';

/**
 * Below the range from which systems pick the ports of outgoing connections (Linux: from 32768). A client that
 * keeps calling a stopped server on a port of that range can end up connected to itself, and so take the port.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;

/** Whether a server could listen on this port of 127.0.0.1. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * A port of 127.0.0.1 on which nothing listens.
 * @throws when a hundred random ones are all taken.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await portIsFree(port)) return port;
  }
  throw new Error(`no free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1`);
}
