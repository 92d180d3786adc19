import { Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import type { SubmissionReceipt, SubmissionRequest } from '../contract/reader-api.js';
import { KEYS } from '../database/keys.module.js';
import { digest } from '../domain/fold.js';
import { type Keys, signReceipt } from '../domain/keys.js';
import { permalinkOf } from '../domain/permalink.js';
import { clientAddress } from '../http/client-address.js';
import { languageOfRequest, negotiateLanguage } from '../http/language.js';
import { problem, ProblemError, statusOf } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { jsonDoorMessages } from '../messages/json-door.messages.js';
import { type Language, type MessageValues, say } from '../messages/messages.js';
import { threadChangeSchema } from '../sites/put-thread.js';
import { type Door, FindDoor, type SiteSettings } from './find-door.query.js';
import { type FieldError, parseRequest, refusalError } from './json-door.schema.js';
import { type NewSubmission, type ReceiveResult, ReceiveSubmission } from './receive-submission.js';
import { validateSubmission } from './submission-form.js';
import { receiptUrl } from './submission-receipt.js';

/** Seconds after which a client may try again when the database was away. */
const BUSY_RETRY_SECONDS = 5;

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

type MessageKey = keyof typeof jsonDoorMessages;

/** An accepted submission, with what its receipt is made of. */
type Accepted = Extract<ReceiveResult, { kind: 'accepted' }>;

/** The JSON door: one submission a request, answered 202 once it is stored. */
@Controller('api/v1/sites/:site/threads/:thread/submissions')
export class JsonDoorController {
  constructor(
    private readonly findDoor: FindDoor,
    private readonly receiveSubmission: ReceiveSubmission,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(202)
  async submit(
    @Param('site') siteKey: string,
    @Param('thread') threadKey: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubmissionReceipt> {
    const asked = languageOfRequest(request);
    const idempotencyKey = idempotencyKeyOf(request, asked);
    const sent = bodyOf(request, asked);
    const door = await this.doorFor({ siteKey, threadKey, parent: sent.parent ?? 0 }, asked);
    if (door.site === null) throw refuse(asked, 404, 'json-door.no-thread');
    const language = negotiateLanguage(
      { locale: door.thread?.locale ?? door.site.locale, locales: door.site.locales },
      request.headers['accept-language'],
    );
    const thread = threadOf(door, door.site, threadKey, language);
    const result = await this.receiveSubmission.receive({
      ...submissionOf(sent, door.site, language),
      thread: 'id' in thread ? { id: thread.id } : { create: { key: threadKey, title: threadKey } },
      userAgent: request.headers['user-agent'] ?? '',
      address: clientAddress(request),
      ...(idempotencyKey === undefined
        ? {}
        : { idempotency: { key: idempotencyKey, requestHash: requestHash(threadKey, sent) } }),
    });
    if (result.kind !== 'accepted') throw refusalOf(result, language);
    const permalink = permalinkOf(publicUrlOf(request, this.config), siteKey, thread);
    reply.header('cache-control', 'no-store');
    return this.receiptOf(result, permalink);
  }

  private async doorFor(question: Parameters<FindDoor['find']>[0], language: Language): Promise<Door> {
    try {
      return await this.findDoor.find(question);
    } catch (error) {
      if (statusOf(error) === 503) throw refusalOf({ kind: 'busy' }, language);
      throw error;
    }
  }

  private receiptOf({ id, number, state }: Accepted, permalink: string): SubmissionReceipt {
    return { id, number, state, receipt: receiptUrl(permalink, number, signReceipt(this.keys, id)) };
  }
}

/** Key of a retry; refused when it is there but not of the agreed form. */
function idempotencyKeyOf(request: FastifyRequest, language: Language): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return key;
  throw refuse(language, 400, 'json-door.key-form');
}

function bodyOf(request: FastifyRequest, language: Language): SubmissionRequest {
  if (request.body === undefined || request.body instanceof Map) {
    throw refuse(language, 415, 'json-door.not-json');
  }
  const parsed = parseRequest(request.body, language);
  if (!parsed.ok) throw invalid(language, parsed.errors);
  return parsed.request;
}

/** The thread, or its key and the desk's own page where the site makes threads on first sight. */
function threadOf(
  door: Door,
  site: SiteSettings,
  threadKey: string,
  language: Language,
): NonNullable<Door['thread']> | { key: string; url: null } {
  const { thread } = door;
  if (thread === null ? !(site.createThreads && isThreadKey(threadKey)) : thread.hidden) {
    throw refuse(language, 404, 'json-door.no-thread');
  }
  if (thread?.closed === true) throw refuse(language, 403, 'json-door.closed');
  if (door.parent === 'not-approved') throw refuse(language, 403, 'json-door.parent');
  return thread ?? { key: threadKey, url: null };
}

/** Whether a thread may be made under this key. */
function isThreadKey(key: string): boolean {
  return threadChangeSchema.shape.key.safeParse(key).success;
}

function submissionOf(
  sent: SubmissionRequest,
  site: SiteSettings,
  language: Language,
): Pick<NewSubmission, 'site' | 'parent' | 'author' | 'body'> {
  const fields = new Map<string, string>();
  for (const field of ['author', 'email', 'url', 'comment'] as const) fields.set(field, sent[field] ?? '');
  const checked = validateSubmission(fields, site);
  if (checked.kind === 'refused') throw invalid(language, [refusalError(checked, language)]);
  return { site, parent: sent.parent ?? 0, author: checked.author, body: checked.body };
}

/** Everything a client says of a submission: with the same key only the same may come again. */
function requestHash(threadKey: string, sent: SubmissionRequest): string {
  const { author = '', email = '', url = '', comment, parent = 0 } = sent;
  return digest('json', threadKey, author, email, url, comment, String(parent));
}

function refusalOf(result: Exclude<ReceiveResult, { kind: 'accepted' }>, language: Language): ProblemError {
  switch (result.kind) {
    case 'duplicate':
      return refuse(language, 409, 'json-door.duplicate');
    case 'key-reused':
      return refuse(language, 422, 'json-door.key-reused');
    case 'flood':
      return refuse(language, 429, 'json-door.flood', { seconds: result.retryAfterSeconds });
    case 'busy':
      return refuse(language, 503, 'json-door.busy', { seconds: BUSY_RETRY_SECONDS });
  }
}

/** A problem document; `seconds` also becomes Retry-After. */
function refuse(language: Language, status: number, key: MessageKey, values?: MessageValues): ProblemError {
  const seconds = values?.['seconds'];
  return new ProblemError(
    status,
    { ...problem(language, status, { detail: say(language, jsonDoorMessages, key, values) }) },
    seconds === undefined ? {} : { 'retry-after': String(seconds) },
  );
}

function invalid(language: Language, errors: FieldError[]): ProblemError {
  const detail = say(language, jsonDoorMessages, 'json-door.invalid');
  return new ProblemError(400, { ...problem(language, 400, { detail, errors }) });
}
