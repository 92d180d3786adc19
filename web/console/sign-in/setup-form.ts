import type { SetupRequest } from '../../../src/contract/review-api.js';

/** Shortest password, in characters as people count them. */
export const PASSWORD_MIN = 12;

/** What is wrong with a filled-in set-up form, by field. */
export interface SetupFaults {
  name?: 'empty';
  email?: 'empty';
  password?: { missing: number };
}

/** The one-time token of the link, from the address's hash; empty when there is none. */
export function tokenOf(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}

/** Checks what can be checked without the server. */
export function faultsOf(request: Omit<SetupRequest, 'token'>): SetupFaults {
  const faults: SetupFaults = {};
  if (request.name.trim() === '') faults.name = 'empty';
  if (request.email.trim() === '') faults.email = 'empty';
  const missing = PASSWORD_MIN - [...new Intl.Segmenter().segment(request.password)].length;
  if (missing > 0) faults.password = { missing };
  return faults;
}
