import type { MeasureName } from '../../../src/contract/item-api.js';
import type { Role } from '../../../src/contract/review-api.js';

/** Whether a role may lay a measure upon an author, and end it; the server has the last word. */
export function mayLay(role: Role, kind: MeasureName): boolean {
  if (role === 'viewer') return false;
  return kind === 'hold_always' || role !== 'moderator';
}
