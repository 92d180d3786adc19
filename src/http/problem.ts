import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import type { Problem } from '../contract/review-api.js';
import { isTransactionConflict } from '../database/transaction-conflict.js';
import { httpMessages } from '../messages/http.messages.js';
import { type Language, say } from '../messages/messages.js';
import { languageOfRequest } from './language.js';

/** What a problem document says beyond its status. `type` defaults to `about:blank` (RFC 9457 section 4.2.1). */
export type ProblemDetails = Partial<Omit<Problem, 'status'>> & Record<string, unknown>;

/** An RFC 9457 problem document; without a title it has the status' own. */
export function problem(language: Language, status: number, details: ProblemDetails = {}): Problem {
  return { type: 'about:blank', title: titleOf(language, status), ...details, status };
}

function titleOf(language: Language, status: number): string {
  const key = `http.${status}`;
  return Object.hasOwn(httpMessages, key)
    ? say(language, httpMessages, key as keyof typeof httpMessages)
    : say(language, httpMessages, status >= 500 ? 'http.500' : 'http.400');
}

/** Thrown where a request ends in a problem document; texts in `details` are already in the reader's language. */
export class ProblemError extends HttpException {
  constructor(
    status: number,
    readonly details: ProblemDetails = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(details.title ?? `problem ${status}`, status);
  }
}

/** Configuration of a route that people post forms to: it answers its own errors, those of body parsing too. */
export interface ErrorAnswering {
  answerError: (status: number, request: FastifyRequest, reply: FastifyReply) => void;
}

function answererOf(request: FastifyRequest): ErrorAnswering['answerError'] | undefined {
  const config: object = request.routeOptions.config;
  return 'answerError' in config ? (config as ErrorAnswering).answerError : undefined;
}

/** Seconds after which it is worth to try again when the database is away. */
const AWAY_RETRY_SECONDS = 5;

/** Turns whatever is thrown into a problem document. What was not foreseen is logged and answered without its text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const status = statusOf(error);
    const answerError = answererOf(request);
    if (status >= 500 && status !== 503) {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    if (answerError !== undefined) {
      answerError(status, request, reply);
      return;
    }
    const known = error instanceof ProblemError;
    void reply
      .status(status)
      .headers({
        'cache-control': 'no-store',
        ...(status === 503 ? { 'retry-after': String(AWAY_RETRY_SECONDS) } : {}),
        ...(known ? error.headers : {}),
      })
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem(languageOfRequest(request), status, known ? error.details : {})));
  }
}

/** Status of anything thrown: of Nest's and Fastify's own errors, 503 where the database cannot work at the moment, else 500. */
export function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (isDatabaseAway(error) || isTransactionConflict(error)) return 503;
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return 500;
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57P0x (shutdown), 25006 (read-only), and refused sockets. */
const AWAY_CODE =
  /^(08...|53...|57P0.|57014|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
const AWAY_TEXT =
  /connection terminated|is not queryable|timeout exceeded when trying to connect|query read timeout|connection timeout/i;

/** What TypeORM says to a transaction whose connection broke between two of its statements. */
const BROKEN_OFF = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** Whether an error says that the database cannot be reached or cannot work at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (BROKEN_OFF.some((kind) => error instanceof kind)) return true;
  if ('code' in error && typeof error.code === 'string' && AWAY_CODE.test(error.code)) return true;
  if ('message' in error && typeof error.message === 'string' && AWAY_TEXT.test(error.message)) return true;
  return 'driverError' in error && isDatabaseAway(error.driverError);
}
