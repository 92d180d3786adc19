import { connect, type Socket } from 'node:net';

/** Bytes on a socket of its own, as no HTTP client would send them. */
export interface RawConversation {
  socket: Socket;
  /** Everything that came back until now. */
  received: () => string;
  /** Settles when the other side has closed. */
  closed: Promise<void>;
}

/** Opens a connection and sends something, or nothing. */
export function converse(port: number, bytes: string | Buffer = ''): RawConversation {
  const chunks: Buffer[] = [];
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  if (bytes.length > 0) socket.write(bytes);
  return { socket, received: () => Buffer.concat(chunks).toString('latin1'), closed };
}

/** Statuses of the answers in a stream of them. A page that quotes a status line would be counted too. */
export function statusesIn(stream: string): number[] {
  return [...stream.matchAll(/(?:^|\n|\})HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** Sends bytes and waits until the other side closes. */
export async function answerTo(port: number, bytes: string | Buffer): Promise<string> {
  const { received, closed } = converse(port, bytes);
  await closed;
  return received();
}

/** A request as bytes; Content-Length is right unless the head says something of its own. */
export function request(head: string[], body: string | Buffer = ''): Buffer {
  const length = head.some((line) => /^(content-length|transfer-encoding):/i.test(line))
    ? []
    : [`content-length: ${Buffer.byteLength(body)}`];
  const lines = [...head, 'host: desk.example', ...length, 'connection: close'];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}
