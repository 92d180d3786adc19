import type { Agent } from 'undici';
import { request } from 'undici';
import type { z } from 'zod';
import { parseJson } from '../json-body.js';
import { RefusedAddressError } from './guarded-agent.js';
import { checkTarget, type TargetRules } from './target.js';

/** Most bytes of an answer, where nothing else is said; one of a classifier has some hundreds (design of the engine, 2.10). */
const MOST_BYTES = 64 * 1024;

/** The way out: an agent that connects to checked addresses only, and which addresses those are. */
export interface Outlet {
  agent: Agent;
  rules: TargetRules;
}

/** What is sent. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Most bytes of the answer. */
  mostBytes?: number;
}

/** Why there is no answer. The reason is for operators; it never holds what was sent or received. */
export class PostFailure extends Error {
  constructor(
    readonly status: 'timeout' | 'error' | 'invalid',
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'PostFailure';
  }
}

/** A whole answer with status 2xx. */
export interface Answer {
  headers: Record<string, string | string[] | undefined>;
  body: Uint8Array;
}

/**
 * Posts once, follows no redirect, and reads an answer of at most 64 KB, or as much as is said.
 * @throws PostFailure `error` when there is no answer of 2xx, `invalid` when it is empty, too long or compressed.
 */
export async function post(
  outlet: Outlet,
  { url, headers, body, mostBytes = MOST_BYTES }: Post,
  signal: AbortSignal,
): Promise<Answer> {
  const target = checkTarget(url, outlet.rules);
  if (target.kind === 'refused') throw new PostFailure('error', `address not allowed: ${target.fault}`);
  try {
    const answer = await request(target.url, {
      method: 'POST',
      dispatcher: outlet.agent,
      signal,
      body,
      headers: { 'user-agent': 'Replydesk', 'accept-encoding': 'identity', ...headers },
    });
    const fault = faultOf(answer.statusCode, answer.headers, mostBytes);
    if (fault !== undefined) {
      answer.body.on('error', () => undefined).destroy();
      throw fault;
    }
    return { headers: answer.headers, body: await bytesOf(answer.body, mostBytes) };
  } catch (error) {
    throw failureOf(error, signal);
  }
}

function faultOf(status: number, headers: Answer['headers'], most: number): PostFailure | undefined {
  if (status < 200 || status > 299) return new PostFailure('error', `status ${status}`);
  if (status === 204) return new PostFailure('invalid', 'status 204');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return new PostFailure('invalid', 'compressed');
  if (Number(headers['content-length'] ?? 0) > most) return new PostFailure('invalid', 'too long');
  return undefined;
}

async function bytesOf(body: AsyncIterable<unknown>, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > most) throw new PostFailure('invalid', 'too long');
    chunks.push(bytes);
  }
  if (length === 0) throw new PostFailure('invalid', 'empty');
  return Buffer.concat(chunks);
}

/** Only codes are told: a message may hold an address with a key. */
function failureOf(error: unknown, signal: AbortSignal): PostFailure {
  if (error instanceof PostFailure) return error;
  if (signal.aborted) return new PostFailure('timeout', 'no answer in time');
  if (error instanceof RefusedAddressError) return new PostFailure('error', 'address not allowed: name');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new PostFailure('error', `no connection: ${code}`);
}

/** JSON in UTF-8, by its own account too. */
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

/**
 * The value of an answer, of the given form.
 * @throws PostFailure `invalid`
 */
export function valueOf<T>({ headers, body }: Answer, schema: z.ZodType<T>): T {
  if (!JSON_TYPE.test(String(headers['content-type'] ?? '')))
    throw new PostFailure('invalid', 'content type');
  return parsedAs(body, schema);
}

/**
 * JSON text of the given form; a member twice is no JSON here.
 * @throws PostFailure `invalid`
 */
export function parsedAs<T>(body: Uint8Array, schema: z.ZodType<T>): T {
  const read = parseJson(body);
  if (!read.ok) throw new PostFailure('invalid', read.fault);
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return parsed.data;
  const { path, code } = parsed.error.issues[0] ?? { path: [], code: 'unknown' };
  throw new PostFailure(
    'invalid',
    `${code} at ${path.map((part) => (typeof part === 'number' ? part : 'field')).join('.')}`,
  );
}
