import { intakeMessages } from '../messages/intake.messages.js';
import { type Language, say } from '../messages/messages.js';
import type { Door } from './find-door.query.js';
import type { ReceiveResult } from './receive-submission.js';
import { FIELD_LIMITS, type FormField, type Refusal, type RefusalReason } from './submission-form.js';

/** Why the form door did not take a submission. */
export type FormRefusalReason =
  | RefusalReason
  | 'parent'
  | 'not-found'
  | 'closed'
  | 'duplicate'
  | 'flood'
  | 'busy'
  | 'failed'
  | 'too-large'
  | 'unreadable';

/** A submission that the form door did not take. */
export interface FormRefusal {
  reason: FormRefusalReason;
  /** The field to mend. */
  field?: FormField;
  /** Seconds after which another try is worth it. */
  retryAfterSeconds?: number;
}

/** Statuses of WordPress 6.8, except 400 and 404 (there 200) and those it does not have, 413, 415 and 503. */
const STATUS: Readonly<Record<FormRefusalReason, number>> = {
  parent: 403,
  'not-found': 404,
  closed: 403,
  required: 400,
  email: 400,
  empty: 400,
  'author-too-long': 400,
  'email-too-long': 400,
  'url-too-long': 400,
  'comment-too-long': 400,
  duplicate: 409,
  flood: 429,
  busy: 503,
  failed: 500,
  'too-large': 413,
  unreadable: 415,
};

/** Seconds to wait when the desk is overloaded or its database away. */
export const BUSY_SECONDS = 5;

/** Status of the answer. */
export function statusOfRefusal({ reason }: FormRefusal): number {
  return STATUS[reason];
}

/** What the door itself refuses, in WordPress's order; undefined: it is open. `key` is empty for no thread. */
export function refusalAtDoor(door: Door, key: string): FormRefusal | undefined {
  if (door.parent === 'not-approved') return { reason: 'parent' };
  if (door.site === null || key === '') return { reason: 'not-found' };
  if (door.thread === null) return door.site.createThreads ? undefined : { reason: 'not-found' };
  if (door.thread.hidden) return { reason: 'not-found' };
  return door.thread.closed ? { reason: 'closed' } : undefined;
}

/** A refusal of the fields or of the accept path, as the door answers it. */
export function refusalOf(result: Refusal | Exclude<ReceiveResult, { kind: 'accepted' }>): FormRefusal {
  switch (result.kind) {
    case 'refused':
      return { reason: result.reason, field: result.field };
    case 'flood':
      return { reason: 'flood', retryAfterSeconds: result.retryAfterSeconds };
    case 'duplicate':
      return { reason: 'duplicate' };
    case 'busy':
      return { reason: 'busy', retryAfterSeconds: BUSY_SECONDS };
    case 'key-reused':
      throw new Error('a key made from the content came with other content');
  }
}

/** WordPress's sentence, without its `<strong>Error:</strong>`. */
export function sentenceOf(language: Language, { reason }: FormRefusal): string {
  return say(language, intakeMessages, `intake.${reason}`);
}

/** Whether WordPress begins the sentence with `Error:`. */
export function isError({ reason, field }: FormRefusal): boolean {
  return field !== undefined || reason === 'busy' || reason === 'failed';
}

/** What the reader can do now. */
export function adviceOf(language: Language, { reason, field, retryAfterSeconds }: FormRefusal): string {
  if (field !== undefined) return say(language, intakeMessages, 'intake.advice.mend');
  if (reason === 'flood') {
    return say(language, intakeMessages, 'intake.advice.flood', { seconds: retryAfterSeconds ?? 1 });
  }
  const key = `intake.advice.${reason}`;
  return say(language, intakeMessages, isMessage(key) ? key : 'intake.advice.again');
}

function isMessage(key: string): key is keyof typeof intakeMessages {
  return Object.hasOwn(intakeMessages, key);
}

/** What stands beside the field to mend. */
export function fieldMessageOf(language: Language, reason: FormRefusalReason, field: FormField): string {
  if (reason === 'required') {
    return say(language, intakeMessages, field === 'author' ? 'intake.field.author' : 'intake.field.email');
  }
  if (reason === 'email') return say(language, intakeMessages, 'intake.field.malformed');
  if (reason === 'empty') return say(language, intakeMessages, 'intake.field.comment');
  return say(language, intakeMessages, 'intake.field.too-long', { limit: FIELD_LIMITS[field] });
}
