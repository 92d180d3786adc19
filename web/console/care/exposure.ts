import { useSyncExternalStore } from 'react';
import { afterDecision, afterSevere, breakDue, NO_EXPOSURE, type Exposure } from './break-hint-due.js';

/** What was done in this page, and nowhere else: it leaves the browser never. */
let exposure: Exposure = NO_EXPOSURE;
let due: 'long' | 'severe' | null = null;
const listeners = new Set<() => void>();

function become(next: Exposure): void {
  exposure = next;
  due = breakDue(exposure, Date.now());
  for (const tell of listeners) tell();
}

/** Somebody decided. */
export function noteDecision(): void {
  become(afterDecision(exposure, Date.now()));
}

/** A text that is hard to read was shown. */
export function noteSevere(id: string): void {
  become(afterSevere(exposure, id, Date.now()));
}

/** The hint was read: counting begins anew. */
export function dismissBreak(): void {
  become(NO_EXPOSURE);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Why a break is to be suggested now; null: it is not. */
export function useBreakDue(): 'long' | 'severe' | null {
  return useSyncExternalStore(subscribe, () => due);
}
