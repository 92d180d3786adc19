import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormFields } from '../http/body.js';
import { renderCommentForm } from '../http/comment-form.js';
import { renderView } from '../http/views.js';
import { intakeMessages } from '../messages/intake.messages.js';
import { type Language, say } from '../messages/messages.js';
import { adviceOf, fieldMessageOf, type FormRefusal, isError, sentenceOf } from './form-refusal.js';
import { CONSENT_FIELD, formKeyOf, textOf } from './submission-form.js';

/** What is known of a form that was posted, whether or not it could be taken. */
export interface FormPost {
  fields: FormFields;
  language: Language;
  /** Name and e-mail must be given. */
  requireNameEmail: boolean;
  /** Key of the thread replied to; null: there is none that takes comments. */
  threadKey: string | null;
  /** Address of the page replied to, else of the site; null: unknown. */
  backTo: string | null;
  /** Addresses that an accepted form may be redirected to; null: not known while the thread could not be looked up. */
  redirectsTo: string[] | null;
  /** The comment replied to, if it can be replied to. */
  parent: { id: number; author: string } | null;
}

const VIEWS = join(import.meta.dirname, 'views');
const CSS = readFileSync(join(VIEWS, 'comment-refused.css'), 'utf8');
const CSS_HASH = createHash('sha256').update(CSS).digest('base64');

/**
 * The page that says why a submission was not taken and what to do. It holds the reader's text: in the form itself, so
 * that one press sends it again, or to copy where no form would be of use.
 */
export function refusalPage(post: FormPost, refusal: FormRefusal): string {
  const { language, fields } = post;
  const mayRetry = post.threadKey !== null;
  return renderView(VIEWS, 'comment-refused', {
    language,
    css: CSS,
    title: say(language, intakeMessages, 'intake.title'),
    error: isError(refusal) ? say(language, intakeMessages, 'intake.error') : '',
    sentence: sentenceOf(language, refusal),
    advice: adviceOf(language, refusal),
    form: mayRetry ? retryForm(post, refusal) : '',
    yourText: say(language, intakeMessages, 'intake.yourText'),
    keptText: mayRetry ? '' : textOf(fields, 'comment').trim(),
    back: say(language, intakeMessages, 'intake.back'),
    backTo: post.backTo ?? '',
  });
}

function retryForm(post: FormPost, { reason, field }: FormRefusal): string {
  const { fields, language } = post;
  return renderCommentForm({
    language,
    // The door may stand behind a proxy: the address is given relative to the page's own.
    action: 'wp-comments-post.php',
    threadKey: post.threadKey ?? '',
    permalink: post.backTo ?? '',
    parent: post.parent,
    values: {
      author: textOf(fields, 'author'),
      email: textOf(fields, 'email'),
      url: textOf(fields, 'url'),
      comment: textOf(fields, 'comment'),
    },
    consent: fields.has(CONSENT_FIELD),
    requireNameEmail: post.requireNameEmail,
    // The same key, so that a form that was stored although the answer got lost is not stored again.
    formKey: formKeyOf(fields) ?? randomUUID(),
    ...(fields.has('redirect_to') ? { redirectTo: textOf(fields, 'redirect_to') } : {}),
    ...(field === undefined
      ? {}
      : { fieldError: { field, message: fieldMessageOf(language, reason, field) } }),
  });
}

/**
 * Content-Security-Policy of that page: no script, the one style sheet. Browsers hold the redirect that follows a form to
 * `form-action` too, so the origins it may lead to are named.
 */
export function refusalPagePolicy({ redirectsTo }: FormPost): string {
  const targets = redirectsTo?.map((url) => new URL(url).origin) ?? ['https:', 'http:'];
  return [
    "default-src 'none'",
    `style-src 'sha256-${CSS_HASH}'`,
    `form-action 'self' ${[...new Set(targets)].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}
