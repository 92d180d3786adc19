import type { FastifyRequest } from 'fastify';
import { languageOfRequest } from '../http/language.js';
import { ProblemError } from '../http/problem.js';
import { accountMessages } from '../messages/account.messages.js';
import { moderatorsMessages } from '../messages/moderators.messages.js';
import { type MessageValues, say } from '../messages/messages.js';

/** The problem of somebody who tried too often. */
export function lockedOut(request: FastifyRequest, retryAfterSeconds: number): ProblemError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const detail = say(languageOfRequest(request), moderatorsMessages, 'moderators.locked', { minutes });
  return new ProblemError(429, { detail }, { 'retry-after': String(retryAfterSeconds) });
}

/** The problem of one field that is well formed and yet wrong. */
export function wrongField(
  request: FastifyRequest,
  field: string,
  key: keyof typeof accountMessages,
): ProblemError {
  const message = say(languageOfRequest(request), accountMessages, key);
  return new ProblemError(422, { detail: message, errors: [{ field, message }] });
}

/** A problem that says why, in the reader's language. */
export function refusal(
  request: FastifyRequest,
  status: number,
  key: keyof typeof accountMessages,
  values?: MessageValues,
): ProblemError {
  return new ProblemError(status, { detail: say(languageOfRequest(request), accountMessages, key, values) });
}
