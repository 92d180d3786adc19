import { All, Controller, Inject, Param, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { KEYS } from '../database/keys.module.js';
import { digest } from '../domain/fold.js';
import { type Keys, signReceipt } from '../domain/keys.js';
import { permalinkOf } from '../domain/permalink.js';
import type { FormFields } from '../http/body.js';
import { clientAddress } from '../http/client-address.js';
import { languageOfRequest, negotiateLanguage } from '../http/language.js';
import type { ErrorAnswering } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { readerCookieNames } from '../http/reader-cookies.js';
import { authorCookieLines } from './author-cookies.js';
import { type Door, FindDoor, type SiteSettings } from './find-door.query.js';
import { BUSY_SECONDS, type FormRefusal, refusalAtDoor, refusalOf } from './form-refusal.js';
import { type NewSubmission, ReceiveSubmission, type ReceiveResult } from './receive-submission.js';
import { redirectLocation } from './redirect-location.js';
import { answerRefusal, NOT_CACHED } from './refusal-answer.js';
import type { FormPost } from './refusal-page.js';
import {
  CONSENT_FIELD,
  formKeyOf,
  integerOf,
  textOf,
  type ValidSubmission,
  validateSubmission,
} from './submission-form.js';

/** Site of the address without a site in it. */
const DEFAULT_SITE = 'default';

/** A form on its way through the door. */
interface Passage {
  request: FastifyRequest;
  reply: FastifyReply;
  fields: FormFields;
  publicUrl: string;
  /** `comment_post_ID` as a key; empty when it is no positive number. */
  key: string;
  parent: number;
  door: Door;
}

/** A passage to a site and thread that take comments. */
interface OpenPassage extends Passage {
  site: SiteSettings;
  permalink: string;
}

type Accepted = Extract<ReceiveResult, { kind: 'accepted' }>;

/** Takes WordPress's comment form and answers as WordPress 6.8 does, or better on purpose (docs/wordpress.md). */
@Controller()
export class FormDoorController {
  constructor(
    private readonly doors: FindDoor,
    private readonly intake: ReceiveSubmission,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  @All('wp-comments-post.php')
  @RouteConfig({ answerError } satisfies ErrorAnswering)
  async onDefaultSite(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answer(DEFAULT_SITE, request, reply);
  }

  @All('sites/:site/wp-comments-post.php')
  @RouteConfig({ answerError } satisfies ErrorAnswering)
  async onSite(
    @Param('site') siteKey: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(siteKey, request, reply);
  }

  private async answer(siteKey: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (request.method !== 'POST') {
      refuseMethod(reply);
      return;
    }
    const fields = fieldsOf(request);
    const { key, parent } = placeOf(fields);
    const door = await this.doors.find({ siteKey, threadKey: key, parent });
    const publicUrl = publicUrlOf(request, this.config);
    const passage: Passage = { request, reply, fields, publicUrl, key, parent, door };
    const refusal = refusalAtDoor(door, key) ?? (await this.take(passage));
    if (refusal !== undefined) answerRefusal(request, reply, postOf(passage, refusal), refusal);
  }

  /** Stores the submission and redirects its author. */
  private async take(passage: Passage): Promise<FormRefusal | undefined> {
    const { site } = passage.door;
    if (site === null) throw new Error('a door without a site is refused before');
    const open: OpenPassage = { ...passage, site, permalink: permalinkFor(passage, site) };
    const valid = validateSubmission(passage.fields, site);
    if (valid.kind === 'refused') return refusalOf(valid);
    const result = await this.intake.receive(newSubmission(open, valid));
    if (result.kind !== 'accepted') return refusalOf(result);
    this.redirect(open, valid, result);
    return undefined;
  }

  private redirect(open: OpenPassage, { author }: ValidSubmission, { id, number }: Accepted): void {
    const { request, reply, fields, site, publicUrl, permalink } = open;
    const hash = signReceipt(this.keys, id);
    const consent = fields.has(CONSENT_FIELD);
    const siteUrl = site.url ?? publicUrl;
    const pending = consent ? request.cookies[readerCookieNames(siteUrl).pending] : undefined;
    const cookies = authorCookieLines(
      { siteUrl, author, consent, receipt: { number, hash }, pending },
      (name, value, options) => request.server.serializeCookie(name, value, options),
    );
    const location = redirectLocation({
      permalink,
      redirectTo: textOf(fields, 'redirect_to'),
      siteUrl: site.url,
      doorUrl: new URL(request.url, publicUrl).href,
      number,
      hash: consent ? null : hash,
    });
    reply
      .status(302)
      .headers({ ...NOT_CACHED, location, 'set-cookie': cookies, 'x-redirect-by': 'Replydesk' })
      .send();
  }
}

/** What the page of a refusal needs to know. */
function postOf(passage: Passage, { reason }: FormRefusal): FormPost {
  const { request, fields, publicUrl, key, door, parent } = passage;
  const { site } = door;
  // Without its parent the text may still be welcome, as a comment of its own.
  const asked = reason === 'parent' ? { ...door, parent: 'none' as const } : door;
  const obstacle = refusalAtDoor(asked, key)?.reason;
  const visible = obstacle === undefined || obstacle === 'closed';
  const permalink = site !== null && visible ? permalinkFor(passage, site) : null;
  return {
    fields,
    language: languageFor(request, door),
    requireNameEmail: site?.requireNameEmail ?? true,
    threadKey: obstacle === undefined ? key : null,
    backTo: permalink ?? site?.url ?? null,
    redirectsTo: [publicUrl, site?.url ?? null, permalink].filter((url) => url !== null),
    parent: door.parentAuthor === null ? null : { id: parent, author: door.parentAuthor },
  };
}

/** What Fastify or Nest could not answer: bodies that are too large or broken, an absent database, faults of ours. */
function answerError(status: number, request: FastifyRequest, reply: FastifyReply): void {
  if (request.method !== 'POST') {
    refuseMethod(reply);
    return;
  }
  const fields = fieldsOf(request);
  const { key, parent } = placeOf(fields);
  const post: FormPost = {
    fields,
    language: languageOfRequest(request),
    requireNameEmail: false,
    threadKey: key === '' ? null : key,
    backTo: null,
    redirectsTo: null,
    parent: parent === 0 ? null : { id: parent, author: '' },
  };
  if (status === 413) answerRefusal(request, reply, { ...post, threadKey: null }, { reason: 'too-large' });
  else if (status === 415 || status === 431) {
    answerRefusal(request, reply, { ...post, threadKey: null }, { reason: 'unreadable' });
  } else if (status < 500) answerRefusal(request, reply, post, { reason: 'not-found' });
  else if (status === 503)
    answerRefusal(request, reply, post, { reason: 'busy', retryAfterSeconds: BUSY_SECONDS });
  else answerRefusal(request, reply, post, { reason: 'failed' });
}

function refuseMethod(reply: FastifyReply): void {
  reply
    .status(405)
    .headers({ ...NOT_CACHED, allow: 'POST' })
    .type('text/plain; charset=UTF-8')
    .send('');
}

function fieldsOf(request: FastifyRequest): FormFields {
  return request.body instanceof Map ? (request.body as FormFields) : new Map();
}

function placeOf(fields: FormFields): { key: string; parent: number } {
  const id = integerOf(textOf(fields, 'comment_post_ID'));
  return { key: id > 0 ? String(id) : '', parent: Math.abs(integerOf(textOf(fields, 'comment_parent'))) };
}

function languageFor(request: FastifyRequest, { site, thread }: Door) {
  if (site === null) return languageOfRequest(request);
  const locale = thread?.locale ?? site.locale;
  return negotiateLanguage({ locale, locales: site.locales }, request.headers['accept-language']);
}

function permalinkFor({ door, key, publicUrl }: Passage, site: SiteSettings): string {
  return permalinkOf(publicUrl, site.key, door.thread ?? { key, url: null });
}

function newSubmission(open: OpenPassage, valid: ValidSubmission): NewSubmission {
  const { request, fields, site, door, key } = open;
  const { parent, author, body } = valid;
  const formKey = formKeyOf(fields);
  const requestHash = digest(key, String(parent), author.name, author.email, author.url, body);
  return {
    site,
    thread: door.thread === null ? { create: { key, title: `#${key}` } } : { id: door.thread.id },
    parent,
    author,
    body,
    userAgent: request.headers['user-agent'] ?? '',
    address: clientAddress(request),
    ...(formKey === undefined
      ? {}
      : { idempotency: { key: `form:${digest(formKey, requestHash)}`, requestHash } }),
  };
}
