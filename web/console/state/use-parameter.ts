import { useCallback, useSyncExternalStore } from 'react';
import { MOVED, subscribe } from './use-place.js';

const read = (name: string) => new URLSearchParams(window.location.search).get(name) ?? '';

/** One part of the address's query, empty where it is not there, and how to change it without a step of the Back button. */
export function useParameter(name: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => read(name));
  const set = useCallback(
    (next: string) => {
      const query = new URLSearchParams(window.location.search);
      if (next === '') query.delete(name);
      else query.set(name, next);
      const text = query.toString();
      window.history.replaceState(null, '', window.location.pathname + (text === '' ? '' : `?${text}`));
      window.dispatchEvent(new Event(MOVED));
    },
    [name],
  );
  return [value, set];
}
