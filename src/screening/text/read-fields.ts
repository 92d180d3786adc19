import { WORD_FIELDS, type WordField } from '../../domain/signal.js';
import type { ScreenedText } from '../pipeline/stage.js';
import { visibleView } from './readings.js';
import { type TextViews, viewsOf } from './term-index.js';
import { rawView } from './view.js';

/** One reading of one field, with its views. */
export interface Reading {
  field: WordField;
  views: TextViews;
}

const known = new WeakMap<ScreenedText, readonly Reading[]>();

/**
 * Every way to read each field of a submission, made once for all stages: as sent, and the text also as readers see it,
 * without tags and character references.
 */
export function readingsOf(submission: ScreenedText): readonly Reading[] {
  const made = known.get(submission) ?? readAll(submission);
  known.set(submission, made);
  return made;
}

/** A field as sent; empty when there is none. */
export function fieldText(submission: ScreenedText, field: WordField): string {
  const { body, authorName, authorEmail, authorUrl, userAgent, address } = submission;
  const texts: Record<WordField, string> = {
    text: body,
    name: authorName,
    email: authorEmail,
    url: authorUrl,
    userAgent,
    address: address ?? '',
  };
  return texts[field];
}

function readAll(submission: ScreenedText): Reading[] {
  return WORD_FIELDS.flatMap((field) => {
    const text = fieldText(submission, field);
    if (text === '') return [];
    const raw = { field, views: viewsOf(rawView(text)) };
    const visible = field === 'text' ? visibleView(text) : undefined;
    return visible === undefined || visible.text === text ? [raw] : [raw, { field, views: viewsOf(visible) }];
  });
}
