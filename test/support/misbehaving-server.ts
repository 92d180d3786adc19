import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A request as it came. */
export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A good answer of a service. */
export interface GoodAnswer {
  type: string;
  body: string;
}

/** Answers a request in some way; `good` is what a service that works would say. */
export type Behaviour = (response: ServerResponse, good: GoodAnswer) => void;

/** A service on this machine that behaves as it is told. */
export interface MisbehavingServer {
  url: string;
  /** Everything it was asked, in order. */
  asked: Asked[];
  /** From now on it answers so. */
  behaves(behaviour: Behaviour, good: GoodAnswer): void;
  close(): Promise<void>;
}

/** Answers as a service that works. */
export const well: Behaviour = (response, { type, body }) =>
  response.writeHead(200, { 'content-type': type }).end(body);

const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  (response, { type, body }) =>
    response.writeHead(code, { 'content-type': type, ...headers }).end(code === 204 ? undefined : body);

const says =
  (body: string | Buffer, headers: Record<string, string> = {}): Behaviour =>
  (response, { type }) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);

const raw =
  (bytes: string): Behaviour =>
  (response) =>
    response.socket?.end(bytes);

/** Longer than any answer may be. */
const HUGE = ' '.repeat(200_000);
const DRIP_MS = 5;

/** Every way in which a service fails that answers at all or not at all. None of them is an answer. */
export const MISBEHAVIOURS: Record<string, Behaviour> = {
  'never answers': () => undefined,
  'says the head and then nothing': (response, { type }) =>
    response.writeHead(200, { 'content-type': type }).flushHeaders(),
  'sends byte after byte without end': (response, { type }) => {
    response.writeHead(200, { 'content-type': type });
    const drip = setInterval(() => response.write(' '), DRIP_MS);
    response.on('close', () => clearInterval(drip));
  },
  'resets the connection': (response) => void response.socket?.resetAndDestroy(),
  'ends the connection without a word': (response) => void response.socket?.end(),
  'ends in the middle of the body': (response, { type, body }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': String(body.length + 10) });
    response.write(body.slice(0, -1), () => response.socket?.destroy());
  },
  'speaks no HTTP': raw('220 smtp.example ESMTP\r\n'),
  'sends a wrong length of a chunk': raw(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n',
  ),
  'sends endless headers': raw(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`),
  'sends more than is read': (response, { type, body }) =>
    response.writeHead(200, { 'content-type': type }).end(body + HUGE),
  'announces more than is read': says('', { 'content-length': '99999999' }),
  'sends it compressed': (response, { type, body }) =>
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzipSync(body)),
  'says 204': status(204),
  'says 301 and where to': status(301, { location: '/elsewhere' }),
  'says 307 and where to': status(307, { location: '/elsewhere' }),
  'says 400': status(400),
  'says 401': status(401),
  'says 404': status(404),
  'says 429': status(429, { 'retry-after': '30' }),
  'says 500': status(500),
  'says 503': status(503),
  'says nothing': says(''),
  'says it in HTML': says('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
  'breaks off its JSON': (response, { type, body }) =>
    response.writeHead(200, { 'content-type': type }).end(body.slice(0, -1)),
  'says null': says('null'),
  'says an empty list': says('[]'),
  'says an empty object': says('{}'),
  'says something that is no UTF-8': says(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
};

/** What an answer in JSON can do wrong beside. */
export const JSON_MISBEHAVIOURS: Record<string, Behaviour> = {
  'calls it text': (response, { body }) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end(body),
  'calls it UTF-16': (response, { body }) =>
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-16' }).end(body),
  'says a member twice': (response, { type, body }) =>
    response.writeHead(200, { 'content-type': type }).end(body.replace('{', '{"model":"a","model":"b",')),
  'says one thing after the other': (response, { type, body }) =>
    response.writeHead(200, { 'content-type': type }).end(body + body),
};

/** Starts a service that answers nothing until it is told how. */
export async function startMisbehavingServer(): Promise<MisbehavingServer> {
  let answer: [Behaviour, GoodAnswer] = [() => undefined, { type: '', body: '' }];
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      asked.push({ path, headers, body: Buffer.concat(chunks).toString() });
      answer[0](response, answer[1]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    behaves: (...behaviour) => (answer = behaviour),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
