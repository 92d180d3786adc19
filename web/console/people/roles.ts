import type { Role } from '../../../src/contract/review-api.js';

/** Every role, the least first. */
export const ROLES = ['viewer', 'moderator', 'lead', 'admin'] as const satisfies readonly Role[];

/** The role of a name; the least for an unknown one. */
export function roleOf(name: string): Role {
  return ROLES.find((role) => role === name) ?? 'viewer';
}
