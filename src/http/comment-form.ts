import { join } from 'node:path';
import { commentFormMessages } from '../messages/comment-form.messages.js';
import { type Language, type MessageValues, say } from '../messages/messages.js';
import { renderView } from './views.js';

/** The fields a reader fills in. */
export type CommentFormField = 'author' | 'email' | 'url' | 'comment';

/** What the "Leave a Reply" form shows. */
export interface CommentFormView {
  language: Language;
  /** Address the form posts to. */
  action: string;
  /** Sent as `comment_post_ID`. */
  threadKey: string;
  /** Address of the page the comments stand on, without fragment; the cancel link leads there. */
  permalink: string;
  /** The comment replied to, or null. */
  parent: { id: number; author: string } | null;
  values: Record<CommentFormField, string>;
  /** Whether the box to save name, e-mail and website is ticked. */
  consent: boolean;
  requireNameEmail: boolean;
  /** Random UUID, new with every form shown: makes pressing the button twice one submission. */
  formKey: string;
  /** Where an accepted form leads, sent as `redirect_to`; the door checks it. */
  redirectTo?: string;
  /** What is wrong with one field, in the page's language. */
  fieldError?: { field: CommentFormField; message: string };
}

/** Most characters a field takes (WordPress 6.8: the sizes of its columns). */
export const FIELD_LENGTHS = { author: 245, email: 100, url: 200, comment: 65_525 } as const;

const VIEWS = join(import.meta.dirname, 'views');

/**
 * The "Leave a Reply" form with WordPress's fields, order, ids and classes, so that theme CSS and comment-reply scripts
 * work. The cancel link is always there, because such scripts need it; a stylesheet hides it while nothing is replied to
 * (no `comment-respond-reply` on `#respond`, and `#respond` not inside a comment).
 * @returns HTML, everything escaped; neither script nor inline style.
 */
export function renderCommentForm(form: CommentFormView): string {
  return renderView(VIEWS, 'comment-form', {
    ...form,
    lengths: FIELD_LENGTHS,
    text: (key: keyof typeof commentFormMessages, values?: MessageValues) =>
      say(form.language, commentFormMessages, key, values),
    around: (key: keyof typeof commentFormMessages, name: string) => around(form.language, key, name),
    invalid: (field: CommentFormField) => form.fieldError?.field === field,
    describedBy: (field: CommentFormField) => describedBy(form, field),
  });
}

/** A message's text before and after the place of the value `name`, which is markup. */
function around(language: Language, key: keyof typeof commentFormMessages, name: string): [string, string] {
  const [before = '', after = ''] = say(language, commentFormMessages, key, { [name]: '\u0000' }).split(
    '\u0000',
  );
  return [before, after];
}

/** Ids of what describes a field: WordPress's notes for the e-mail, and the error if it has one. */
function describedBy(form: CommentFormView, field: CommentFormField): string {
  const ids = field === 'email' ? ['email-notes'] : [];
  if (form.fieldError?.field === field) ids.push(`${field}-error`);
  return ids.join(' ');
}
