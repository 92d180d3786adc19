import type { PolicyDocument } from './document.js';

/** Edits that nobody saved yet: the document, and the newest draft that was there when they began (0: none). */
export interface KeptEdits {
  document: PolicyDocument;
  after: number;
}

const nameOf = (site: string, person: string) => `replydesk.policy.${person}.${site}`;

/** Edits of a person that this browser kept; null when there are none, or storage is blocked. */
export function readEdits(site: string, person: string): KeptEdits | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(nameOf(site, person)) ?? 'null');
    return kept !== null && typeof kept === 'object' && 'document' in kept ? (kept as KeptEdits) : null;
  } catch {
    return null;
  }
}

/**
 * Keeps edits in this browser, so that neither a crash nor a closed tab loses them; null forgets them.
 * @returns false when storage is full or blocked.
 */
export function keepEdits(site: string, person: string, edits: KeptEdits | null): boolean {
  try {
    if (edits === null) window.localStorage.removeItem(nameOf(site, person));
    else window.localStorage.setItem(nameOf(site, person), JSON.stringify(edits));
    return true;
  } catch {
    return false;
  }
}
