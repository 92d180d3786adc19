import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { SubmissionSettledEvent } from '../../src/contract/webhook.js';

/** What a receiver got once. */
export interface Delivery {
  id: string;
  /** Names of headers in lower case. */
  headers: Record<string, string>;
  body: string;
  /** Parsed, not verified. */
  event: SubmissionSettledEvent;
}

/** Answers a delivery; `count` counts those of the same id from 1. */
export type Answer = (response: ServerResponse, delivery: Delivery, count: number) => void;

/** A server that webhooks are sent to. */
export interface Receiver {
  url: string;
  /** Everything it got, in order. */
  deliveries: Delivery[];
  /** The newest. @throws Error when there is none. */
  last(): Delivery;
  /** From now on it answers so. */
  answers(answer: Answer): void;
  /** Ends every connection and refuses new ones, until `open`. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Answers with a status and an empty body. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

/** Starts a receiver on this machine that answers 204. With `tls` it speaks TLS with that key and certificate. */
export async function startReceiver(tls?: { key: string; cert: string }): Promise<Receiver> {
  let answer = status(204);
  let server: Server | undefined;
  let port = 0;
  const deliveries: Delivery[] = [];
  const counts = new Map<string, number>();
  const listener: RequestListener = (request, response) => {
    response.on('error', () => undefined);
    void bodyOf(request).then((body) => {
      const delivery = deliveryOf(request, body);
      const count = (counts.get(delivery.id) ?? 0) + 1;
      counts.set(delivery.id, count);
      deliveries.push(delivery);
      answer(response, delivery, count);
    });
  };
  const open = async () => {
    const started = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
    await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve));
    ({ port } = started.address() as AddressInfo);
    server = started;
  };
  const shut = async () => {
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
    server?.closeAllConnections();
    server = undefined;
    await closed;
  };
  await open();
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/hook`,
    deliveries,
    last() {
      const delivery = deliveries.at(-1);
      if (delivery === undefined) throw new Error('nothing was delivered');
      return delivery;
    },
    answers: (given) => void (answer = given),
    open,
    shut,
    close: shut,
  };
}

/** Verifies a delivery as a receiver would. @throws when the signature or its time is wrong. */
export function verified(secret: string, { body, headers }: Delivery): SubmissionSettledEvent {
  return new Webhook(secret).verify(body, headers) as SubmissionSettledEvent;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function deliveryOf(request: IncomingMessage, body: string): Delivery {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    id: headers['webhook-id'] ?? '',
    headers,
    body,
    event: JSON.parse(body) as SubmissionSettledEvent,
  };
}
