import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Fields of a form. As in PHP the last of equal names counts, and `name[]` is not the field `name`. */
export type FormFields = ReadonlyMap<string, string>;

/** Largest body read, in bytes: 65,525 characters of four bytes, percent-encoded, fit (wordpress-form `maxlength`). */
export const BODY_LIMIT = 1024 * 1024;

const MAX_FIELDS = 100;

/**
 * Registers the parsers of all bodies that are read: JSON, and the two kinds of form as `FormFields`.
 * A body of another type is taken off the wire and left unread: `request.body` is undefined.
 */
export async function registerBodyParsers(fastify: FastifyInstance): Promise<void> {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, parseUrlencoded(body as Buffer)),
  );
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, _body, done) =>
    done(null),
  );
  await fastify.register(multipart, {
    limits: {
      fields: MAX_FIELDS,
      fieldSize: BODY_LIMIT,
      fieldNameSize: 200,
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

/** Files are passed over. @throws an error with `statusCode`: 413 over a limit, 400 for what is no multipart body. */
async function multipartFields(request: FastifyRequest): Promise<FormFields> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw statusError(413, 'body too large');
  const fields = new Map<string, string>();
  let size = 0;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        part.file.resume();
      } else if (typeof part.value === 'string') {
        size += part.value.length;
        if (part.valueTruncated || size > BODY_LIMIT) throw statusError(413, 'body too large');
        fields.set(part.fieldname, clean(part.value));
      }
    }
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw statusError(400, 'not a multipart body');
  }
  return fields;
}

function statusError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

/** Fields of an urlencoded body; at most MAX_FIELDS are read. Bytes that are not UTF-8 and NUL are dropped. */
export function parseUrlencoded(body: Buffer): FormFields {
  const fields = new Map<string, string>();
  let start = 0;
  for (let count = 0; start <= body.length && count < MAX_FIELDS; count++) {
    const found = body.indexOf(0x26, start);
    const end = found === -1 ? body.length : found;
    const equals = body.indexOf(0x3d, start);
    const split = equals === -1 || equals > end ? end : equals;
    if (split > start) fields.set(decode(body.subarray(start, split)), decode(body.subarray(split + 1, end)));
    start = end + 1;
  }
  return fields;
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
