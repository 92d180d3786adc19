import { purify } from '../domain/comment-markup.js';
import { HTML_ELEMENTS } from '../domain/html-elements.js';
import type { FormFields } from '../http/body.js';
import { normaliseAuthorUrl } from './author-url.js';
import { isLongerThan } from './visible-length.js';

/** Fields of the form that a message can stand beside. */
export type FormField = 'author' | 'email' | 'url' | 'comment';

/** Most characters of each field, as people see them (WordPress 6.8: the same numbers in bytes). */
export const FIELD_LIMITS: Readonly<Record<FormField, number>> = {
  author: 245,
  email: 100,
  url: 200,
  comment: 65525,
};

/** The box to save name, e-mail and website: ticked if sent, whatever its value (WordPress 6.8). */
export const CONSENT_FIELD = 'wp-comment-cookies-consent';

/** Why a form cannot be taken as it is. */
export type RefusalReason =
  'required' | 'email' | 'empty' | 'author-too-long' | 'email-too-long' | 'url-too-long' | 'comment-too-long';

/** A form that cannot be taken, and the field to mend. */
export interface Refusal {
  kind: 'refused';
  reason: RefusalReason;
  field: FormField;
}

/** A form that can be taken, normalised. */
export interface ValidSubmission {
  kind: 'valid';
  /** Number of the comment replied to; 0 = none. */
  parent: number;
  /** `name` is plain text, `email` empty or well-formed, `url` empty or absolute http(s). */
  author: { name: string; email: string; url: string };
  /** As sent, white space at the ends removed, line ends LF. Not filtered. */
  body: string;
}

/**
 * Normalises and checks a form, in WordPress's order: required fields, e-mail, text, lengths. The first failure answers.
 * @param site whether name and e-mail must be given. Where not, an e-mail that is malformed is left out.
 */
export function validateSubmission(
  fields: FormFields,
  site: { requireNameEmail: boolean },
): ValidSubmission | Refusal {
  const sent = {
    author: plainName(textOf(fields, 'author')),
    email: textOf(fields, 'email').trim(),
    url: textOf(fields, 'url').trim(),
    comment: textOf(fields, 'comment').replace(/\r\n?/g, '\n').trim(),
  };
  if (site.requireNameEmail) {
    if (isBlank(sent.author)) return refused('required', 'author');
    if (isBlank(sent.email)) return refused('required', 'email');
    if (!isEmail(sent.email)) return refused('email', 'email');
  }
  if (isBlank(sent.comment) || isOnlyTags(sent.comment)) return refused('empty', 'comment');
  for (const field of ['author', 'email', 'url', 'comment'] as const) {
    if (isLongerThan(sent[field], FIELD_LIMITS[field])) return refused(`${field}-too-long`, field);
  }
  return {
    kind: 'valid',
    parent: Math.abs(integerOf(fields.get('comment_parent') ?? '')),
    author: {
      name: isBlank(sent.author) ? '' : sent.author,
      email: isEmail(sent.email) ? sent.email : '',
      url: normaliseAuthorUrl(sent.url),
    },
    body: sent.comment,
  };
}

function refused(reason: RefusalReason, field: FormField): Refusal {
  return { kind: 'refused', reason, field };
}

/** A field as text that PostgreSQL can hold: no NUL, no half of a character; empty when it was not sent. */
export function textOf(fields: FormFields, name: string): string {
  return (fields.get(name) ?? '').toWellFormed().replaceAll('\0', '');
}

/** The key that our form sends with itself, so that one form is one submission; undefined in other forms. */
export function formKeyOf(fields: FormFields): string | undefined {
  const key = fields.get('replydesk_key');
  return key !== undefined && /^[\w-]{16,100}$/.test(key) ? key : undefined;
}

/** The leading whole number of a text as PHP's `(int)` reads it (`5abc` is 5, `abc` is 0), within safe integers. */
export function integerOf(text: string): number {
  const digits = /^[ \t\n\r\v\f]*([+-]?\d+(?:\.\d*)?(?:e[+-]?\d{1,3})?)/i.exec(text)?.[1];
  if (digits === undefined) return 0;
  const value = Math.trunc(Number(digits));
  return Math.min(Math.max(value, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER) + 0;
}

/** Characters that turn the direction of what follows; in a name they only mislead. */
const DIRECTION = /[\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;
const TAG = /<\/?([a-z][a-z0-9]*)\b[^<>]*>|<!--[^<>]*>/gi;

/** A name without tags, control characters and turns of direction; a run of white space is one space. */
function plainName(sent: string): string {
  return sent
    .replace(TAG, (tag, name?: string) => (name === undefined || isElement(name) ? '' : tag))
    .replace(/\s+/gu, (run) => (run === '\u{3000}' ? run : ' '))
    .replace(/\p{Cc}/gu, '')
    .replace(DIRECTION, '')
    .trim();
}

function isElement(name: string): boolean {
  return HTML_ELEMENTS.has(name.toLowerCase());
}

/** Whether there is nothing that a reader could see: white space of any script, control and invisible characters. */
function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}]/u.test(text);
}

function isOnlyTags(text: string): boolean {
  return text.includes('<') && isBlank(purify(text).replace(/<[^<>]*>/g, ''));
}

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** Whether a text is an e-mail address by the rule of WordPress 6.8, which Japanese carriers' addresses pass. */
export function isEmail(text: string): boolean {
  const at = text.indexOf('@');
  if (text.length < 6 || at < 1 || !LOCAL_PART.test(text.slice(0, at))) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length >= 2 && labels.every((label) => LABEL.test(label));
}
