import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestMessages } from '../messages/request.messages.js';
import { say } from '../messages/messages.js';
import { JSON_LIMITS, parseJson } from './json-body.js';
import { languageOfRequest } from './language.js';
import { ProblemError } from './problem.js';

/** Fields of a form. As in PHP the last of equal names counts, and `name[]` is not the field `name`. */
export type FormFields = ReadonlyMap<string, string>;

/** Largest body read, in bytes: 65,525 characters of four bytes, percent-encoded, fit (wordpress-form `maxlength`). */
export const BODY_LIMIT = 1024 * 1024;

/** Most fields of a form; PHP reads 1,000 and drops the rest without a word. */
export const MAX_FIELDS = 100;

/** Longest name of a field, in bytes; a field with a longer one is none that anybody asks for. */
export const MAX_FIELD_NAME = 200;

/**
 * Registers the parsers of all bodies that are read: JSON, and the two kinds of form as `FormFields`.
 * A body of another type is taken off the wire and left unread: `request.body` is undefined.
 */
export async function registerBodyParsers(fastify: FastifyInstance): Promise<void> {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      const { fields, complete } = parseUrlencoded(body as Buffer);
      if (complete) done(null, fields);
      else done(tooLarge(request, fields));
    },
  );
  fastify.removeContentTypeParser(['text/plain', 'application/json']);
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      const result = parseJson(body as Buffer);
      if (result.ok) {
        done(null, result.value);
        return;
      }
      const detail = say(
        languageOfRequest(request),
        requestMessages,
        `request.json.${result.fault}`,
        JSON_LIMITS,
      );
      done(new ProblemError(400, { detail }));
    },
  );
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, _body, done) =>
    done(null),
  );
  await fastify.register(multipart, {
    limits: {
      fields: MAX_FIELDS,
      fieldSize: BODY_LIMIT,
      fieldNameSize: MAX_FIELD_NAME,
      files: MAX_FIELDS,
      fileSize: BODY_LIMIT,
      parts: MAX_FIELDS,
      headerPairs: 50,
    },
  });
  fastify.addHook('preValidation', async (request) => {
    if (!request.isMultipart()) return;
    request.body = await multipartFields(request);
  });
}

/**
 * Files are passed over. What was read of a body that is too large stays in `request.body`, so that the reader gets the
 * text back.
 * @throws an error with `statusCode`: 413 over a limit, 400 for what is no multipart body.
 */
async function multipartFields(request: FastifyRequest): Promise<FormFields> {
  const fields = new Map<string, string>();
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw tooLarge(request, fields);
  try {
    await Promise.race([readParts(request, fields), bytesBeyondLimit(request)]);
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode !== 413) throw error;
    if (error instanceof Error && 'statusCode' in error) throw tooLarge(request, fields);
    throw statusError(400, 'not a multipart body');
  }
  return fields;
}

async function readParts(request: FastifyRequest, fields: Map<string, string>): Promise<void> {
  for await (const part of request.parts()) {
    if (part.type === 'file') part.file.resume();
    else if (typeof part.value === 'string') {
      fields.set(part.fieldname, clean(part.value));
      if (part.valueTruncated) throw statusError(413, 'body too large');
    }
  }
}

/** Counts what comes, whatever length was told. @throws an error with `statusCode` 413; else never settles. */
function bytesBeyondLimit({ raw }: FastifyRequest): Promise<never> {
  let size = 0;
  return new Promise((_resolve, reject) => {
    raw.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT) reject(statusError(413, 'body too large'));
    });
  });
}

function tooLarge(request: FastifyRequest, read: FormFields): Error {
  request.body = read;
  return statusError(413, 'body too large');
}

function statusError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

/**
 * Fields of an urlencoded body. Bytes that are not UTF-8 and NUL are dropped.
 * @returns the first MAX_FIELDS fields, and whether these are all.
 */
export function parseUrlencoded(body: Buffer): { fields: FormFields; complete: boolean } {
  const fields = new Map<string, string>();
  let start = 0;
  for (let count = 0; start <= body.length;) {
    const found = body.indexOf(0x26, start);
    const end = found === -1 ? body.length : found;
    const equals = body.indexOf(0x3d, start);
    const split = equals === -1 || equals > end ? end : equals;
    if (split > start) {
      if (++count > MAX_FIELDS) return { fields, complete: false };
      if (split - start <= MAX_FIELD_NAME)
        fields.set(decode(body.subarray(start, split)), decode(body.subarray(split + 1, end)));
    }
    start = end + 1;
  }
  return { fields, complete: true };
}

const PLUS = 0x2b;
const PERCENT = 0x25;

function decode(bytes: Buffer): string {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === PERCENT) {
      const value = hex(bytes[i + 1]) * 16 + hex(bytes[i + 2]);
      if (!Number.isNaN(value)) {
        out[length++] = value;
        i += 2;
        continue;
      }
    }
    out[length++] = byte === PLUS ? 0x20 : byte;
  }
  return clean(out.toString('utf8', 0, length));
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return NaN;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : NaN;
}

/** U+FFFD is what decoding puts in the place of bytes that are no UTF-8. */
function clean(text: string): string {
  return text.replace(/[\0\u{fffd}]/gu, '');
}
