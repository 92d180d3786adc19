import type {
  SampleAnswered,
  SampleChoice,
  SampleCount,
  SampleHand,
} from '../../../src/contract/samples-api.js';
import { change } from './change.js';
import { ask } from './client.js';

const sample = (id: string) => `/review/samples/${encodeURIComponent(id)}`;

/** How many second looks wait for who is signed in. */
export function fetchSampleCount(signal: AbortSignal) {
  return ask<SampleCount>('/review/samples/count', { signal });
}

/** Asks for up to two second looks. */
export function postSampleHand(signal: AbortSignal) {
  return change<SampleHand>('/review/samples', { want: 2 }, { signal });
}

/** Answers one. Throws ApiError 409 when somebody else was faster. */
export function postSampleAnswer(id: string, choice: SampleChoice) {
  return change<SampleAnswered>(`${sample(id)}/answer`, { choice });
}

/** Takes an answer back. Throws ApiError 409 when others went on with it. */
export function postSampleUndo(id: string) {
  return change<Record<string, never>>(`${sample(id)}/undo`, {});
}

/** Leaves one to somebody else. */
export function postSamplePass(id: string) {
  return change<undefined>(`${sample(id)}/pass`, {});
}
