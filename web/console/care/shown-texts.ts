import { useSyncExternalStore } from 'react';

const shown = new Set<string>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows the text of a submission that is hard to read, or folds it again; forgotten when the page is loaded anew. */
export function toggleText(id: string): void {
  if (!shown.delete(id)) shown.add(id);
  for (const tell of listeners) tell();
}

/** Whether somebody at this page asked to see the text of a submission. */
export function useTextShown(id: string): boolean {
  return useSyncExternalStore(subscribe, () => shown.has(id));
}
