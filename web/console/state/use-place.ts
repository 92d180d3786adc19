import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { placeOf, placeWith, searchOf, type Place } from './place.js';

const MOVED = 'replydesk:moved';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}

/** Goes to a place; `push` leaves the present one to the browser's Back button. */
export type Go = (change: Partial<Place>, options?: { push?: boolean }) => void;

/** Where the address bar stands, and how to go elsewhere. */
export function usePlace(): { place: Place; go: Go; hrefOf: (change: Partial<Place>) => string } {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
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
