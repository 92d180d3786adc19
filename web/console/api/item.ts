import type {
  AuthorCard,
  AuthorWaiting,
  ItemContext,
  MeasureRequest,
  MeasureView,
  NoteList,
  NoteRequest,
  NoteView,
  ReasonTexts,
  TextViews,
  Timeline,
  Translation,
  TranslationOffer,
} from '../../../src/contract/item-api.js';
import type {
  Cluster,
  ManyDecided,
  ManyDecisionsRequest,
  RaidGuardList,
  RaidGuardView,
} from '../../../src/contract/review-api.js';
import type { Locale } from '../messages/messages.js';
import { change } from './change.js';
import { ask } from './client.js';

/** What stands around an item, by the last part of its address. */
export interface Around {
  context: ItemContext;
  author: AuthorCard;
  timeline: Timeline;
  notes: NoteList;
  cluster: Cluster;
  views: TextViews;
}

const item = (id: string) => `/review/submissions/${encodeURIComponent(id)}`;

/** One part of what stands around an item. */
export function fetchAround<Part extends keyof Around>(part: Part, id: string, signal: AbortSignal) {
  return ask<Around[Part]>(`${item(id)}/${part}`, { signal });
}

/** What of the author waits. */
export function fetchWaiting(id: string, everywhere: boolean, signal: AbortSignal) {
  return ask<AuthorWaiting>(`${item(id)}/author/waiting?everywhere=${everywhere}`, { signal });
}

/** Lays a measure upon the author. Throws ApiError 409 when it is in force already. */
export function postMeasure(id: string, measure: MeasureRequest) {
  return change<MeasureView>(`${item(id)}/author/measures`, measure);
}

/** Ends a measure. */
export function postMeasureEnd(measureId: string) {
  return change<MeasureView>(`/review/measures/${encodeURIComponent(measureId)}/end`, {});
}

/** Says whether the reports of who made this one count. Throws ApiError 404 when nobody knows any more who that was. */
export function postReporter(reportId: string, judgement: 'disregard' | 'believe') {
  return change<undefined>(`/review/reports/${encodeURIComponent(reportId)}/${judgement}`, {});
}

/** Writes a note. */
export function postNote(id: string, note: NoteRequest) {
  return change<NoteView>(`${item(id)}/notes`, note);
}

/** Takes back an own note. */
export function postNoteWithdrawal(noteId: string) {
  return change<NoteView>(`/review/notes/${encodeURIComponent(noteId)}/withdraw`, {});
}

/** The same decision for many, each by the version that was on screen. */
export function postDecisions(decision: ManyDecisionsRequest) {
  return change<ManyDecided>('/review/decisions', decision);
}

/** Guards of a site. */
export function fetchGuards(site: string, signal: AbortSignal) {
  return ask<RaidGuardList>(`/sites/${encodeURIComponent(site)}/guards`, { signal });
}

/** Holds what is much like an item for so many minutes. */
export function postGuard(id: string, minutes: number) {
  return change<RaidGuardView>(`${item(id)}/guard`, { minutes });
}

/** Ends a guard. */
export function postGuardEnd(guardId: string) {
  return change<RaidGuardView>(`/review/guards/${encodeURIComponent(guardId)}/end`, {});
}

/** Whether texts can be translated. */
export function fetchTranslationOffer(signal: AbortSignal) {
  return ask<TranslationOffer>('/review/translation', { signal });
}

/** The text in another language, by a machine. */
export function postTranslation(id: string, to: Locale) {
  return change<Translation>(`${item(id)}/translation`, { to });
}

/** What authors are told of each reason. */
export function fetchReasons(signal: AbortSignal) {
  return ask<ReasonTexts>('/review/reasons', { signal });
}
