import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { placeOf, placeWith, searchOf, type Place } from './place.js';

/** The event of a move of the address bar that the page made itself. */
export const MOVED = 'replydesk:moved';

/** Tells of every move of the address bar, until the returned function is called. */
export function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}

/** Goes to another page of the console, by its path; the present one is left to the Back button. */
export function goToPath(path: string): void {
  if (path === window.location.pathname + window.location.search) return;
  window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(MOVED));
}

/** The path of the address bar. */
export function usePathname(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

/** The query of the address bar, with `?`. */
export function useSearch(): string {
  return useSyncExternalStore(subscribe, () => window.location.search);
}

/** Goes to a place; `push` leaves the present one to the browser's Back button. */
export type Go = (change: Partial<Place>, options?: { push?: boolean }) => void;

/** Where the address bar stands, and how to go elsewhere. */
export function usePlace(): { place: Place; go: Go; hrefOf: (change: Partial<Place>) => string } {
  const search = useSearch();
  const place = useMemo(() => placeOf(search), [search]);
  const go = useCallback<Go>((change, options) => {
    const next = searchOf(placeWith(placeOf(window.location.search), change));
    if (next === window.location.search) return;
    const address = window.location.pathname + next;
    if (options?.push === true) window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
    window.dispatchEvent(new Event(MOVED));
  }, []);
  const hrefOf = useCallback(
    (change: Partial<Place>) => window.location.pathname + searchOf(placeWith(place, change)),
    [place],
  );
  return { place, go, hrefOf };
}
