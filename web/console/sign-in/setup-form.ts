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
  const missing = missingOf(request.password);
  if (missing > 0) faults.password = { missing };
  return faults;
}

/** How many characters a password is too short by; 0 or less: none. */
export function missingOf(password: string): number {
  return PASSWORD_MIN - [...new Intl.Segmenter().segment(password)].length;
}
