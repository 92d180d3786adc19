import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { requestMessages } from '../messages/request.messages.js';
import { say } from '../messages/messages.js';
import { languageOfRequest } from './language.js';
import { ProblemError } from './problem.js';

/** Most header lines of a request; Node itself drops those beyond 2,000 without a word. */
export const MAX_HEADERS = 100;

type Hook = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

/**
 * Refuses before anything of the body is read: too many header lines (431), a compressed body (415, so that nothing
 * small grows large here), transfer codings other than `chunked` (415; threats T28, T30).
 */
export const refuseBadFraming: Hook = (request, reply, done) => {
  const refusal = refusalOf(request);
  if (refusal === undefined) {
    done();
    return;
  }
  // What follows on this connection is not read: it may be the rest of what was refused.
  reply.header('connection', 'close');
  done(refusal);
};

function refusalOf(request: FastifyRequest): ProblemError | undefined {
  const { headers, raw } = request;
  const language = () => languageOfRequest(request);
  if (raw.rawHeaders.length / 2 > MAX_HEADERS) {
    const detail = say(language(), requestMessages, 'request.tooManyHeaders', { limit: MAX_HEADERS });
    return new ProblemError(431, { detail });
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
    const detail = say(language(), requestMessages, 'request.encoded');
    return new ProblemError(415, { detail }, { 'accept-encoding': 'identity' });
  }
  const transfer = headers['transfer-encoding'];
  if (transfer !== undefined && transfer.trim().toLowerCase() !== 'chunked') {
    return new ProblemError(415);
  }
  return undefined;
}

/**
 * A hook for processes that trust no proxy: the first request that brings X-Forwarded-For leads to one line in the log,
 * since behind an unnamed proxy all readers share its address (threat T17).
 */
export function warnOfUntrustedProxy(logger: Pick<Logger, 'warn'> = new Logger('http')): Hook {
  let said = false;
  return ({ headers }, _reply, done) => {
    if (!said && headers['x-forwarded-for'] !== undefined) {
      said = true;
      logger.warn(
        'a request came with X-Forwarded-For, but TRUSTED_PROXIES is not set: if the desk is behind a proxy, all readers share its address and the limits hit them together; if it is not, somebody forges the header, which changes nothing',
      );
    }
    done();
  };
}

/** Milliseconds in which a client that was answered before it had sent everything can still read the answer. */
const LINGER_MS = 2_000;

/**
 * Closes the connection of a client that goes on sending what was refused: Node would read and drop it until the time
 * of the request is over.
 */
export const stopReading = (request: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
  done();
  const { raw } = request;
  if (raw.complete) return;
  setTimeout(() => {
    if (!raw.complete) raw.destroy();
  }, LINGER_MS).unref();
};
