import type {
  RecoveryCodes,
  SecondFactorStart,
  SecondFactorView,
  SessionListItem,
} from '../../../src/contract/account-api.js';
import { change } from './change.js';
import { ask } from './client.js';

/** Whether codes are asked for, and how many recovery codes are left. */
export function fetchSecondFactor(signal?: AbortSignal): Promise<SecondFactorView> {
  return ask<SecondFactorView>('/account/second-factor', { signal });
}

/** A new secret for an app. */
export function startSecondFactor(): Promise<SecondFactorStart> {
  return change<SecondFactorStart>('/account/second-factor');
}

/** The first code of the app. Throws ApiError 422 when it is wrong. */
export function confirmSecondFactor(code: string): Promise<RecoveryCodes> {
  return change<RecoveryCodes>('/account/second-factor/confirm', { code });
}

/** New recovery codes; the earlier ones count no more. */
export function renewRecoveryCodes(): Promise<RecoveryCodes> {
  return change<RecoveryCodes>('/account/second-factor/recovery-codes');
}

/** Switches codes off. */
export function removeSecondFactor(): Promise<undefined> {
  return change<undefined>('/account/second-factor', undefined, { method: 'DELETE' });
}

/** The browsers in which one is signed in. */
export function fetchSessions(signal?: AbortSignal): Promise<SessionListItem[]> {
  return ask<SessionListItem[]>('/account/sessions', { signal });
}

/** Ends one session; without id all others. */
export function endSession(id?: string): Promise<undefined> {
  const path = id === undefined ? '/account/sessions' : `/account/sessions/${id}`;
  return change<undefined>(path, undefined, { method: 'DELETE' });
}
