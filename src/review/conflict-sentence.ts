import { type Language, say } from '../messages/messages.js';
import { reviewMessages } from '../messages/review.messages.js';
import type { RecordResult } from './standing.query.js';

/** What was in the way of a decision, and who was faster, in a sentence. */
export function conflictSentence(
  { cause, current, last }: Extract<RecordResult, { kind: 'conflict' }>,
  language: Language,
): string {
  if (cause === 'nothing-to-undo') return say(language, reviewMessages, 'review.conflict.nothingToUndo');
  if (cause === 'state' || last === null)
    return say(language, reviewMessages, 'review.conflict.state', { state: current.state });
  return last.by.kind === 'machine'
    ? say(language, reviewMessages, 'review.conflict.machine')
    : say(language, reviewMessages, 'review.conflict.person', { name: last.by.name, act: last.act });
}
