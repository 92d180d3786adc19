import { REPORT_KINDS } from '../../domain/report.entity.js';
import { type Language, say } from '../../messages/messages.js';
import { reportMessages } from '../../messages/report.messages.js';
import { renderPart } from '../page.js';
import { NOTE_LENGTH } from './report.schema.js';
import type { Reportable } from './reportable.query.js';
import { REPORTS_PER_HOUR } from './take-report.js';

/** What a page about a report shows besides the form. */
export interface ReportPage {
  language: Language;
  target: Reportable;
  /** Address of the comment. */
  permalink: string;
  /** The comment's body, safe HTML. */
  html: string;
}

/** The form as it was sent, with what has to be mended, in the reader's language; `flood`: there were too many. */
export interface FilledIn {
  kind: string;
  note: string;
  faults: { kind?: string; note?: string; flood?: true };
}

/** Title of the pages. */
export function reportTitle(language: Language): string {
  return say(language, reportMessages, 'report.title');
}

/** The comment, and the form to report it. Safe HTML. */
export function reportForm({ language, target, permalink, html }: ReportPage, filledIn: FilledIn): string {
  const { comment, thread } = target;
  const text = (key: keyof typeof reportMessages) => say(language, reportMessages, key);
  return renderPart('report', {
    text,
    title: reportTitle(language),
    thread: thread.title,
    author: comment.authorName === '' ? text('report.anonymous') : comment.authorName,
    lang: comment.language,
    html,
    permalink,
    ...filledIn,
    flood: filledIn.faults.flood
      ? say(language, reportMessages, 'report.flood', { limit: REPORTS_PER_HOUR })
      : '',
    noteLength: NOTE_LENGTH,
    noteHint: say(language, reportMessages, 'report.noteHint', { limit: NOTE_LENGTH }),
    kinds: REPORT_KINDS.map((kind) => ({ kind, label: text(`report.kind.${kind}`) })),
  });
}

/** That the report has come in. Safe HTML. */
export function thanks({ language, permalink }: ReportPage): string {
  const text = (key: keyof typeof reportMessages) => say(language, reportMessages, key);
  return renderPart('report-sent', { text, permalink });
}
