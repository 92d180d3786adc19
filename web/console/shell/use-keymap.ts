import { useMemo, useState } from 'react';
import { changesOf, FIRST_KEYS, keymapOf, type GoCommand, type Keymap } from '../keys/keymap.js';
import { initialKeyChanges, keepKeyChanges } from '../preferences.js';
import type { PageEntry } from './pages.js';

/** The command that goes to a page. */
export function goCommand(page: PageEntry): GoCommand {
  return `go:${page.path}`;
}

/** The keys of this browser, and how to change them. */
export function useKeymap(pages: readonly PageEntry[]) {
  const first = useMemo<Keymap>(
    () => ({ ...FIRST_KEYS, ...Object.fromEntries(pages.map((page) => [goCommand(page), page.goKey])) }),
    [pages],
  );
  const [keymap, setState] = useState(() => keymapOf(first, initialKeyChanges()));
  const setKeymap = (next: Keymap) => {
    keepKeyChanges(changesOf(first, next));
    setState(next);
  };
  return { keymap, setKeymap, resetKeymap: () => setKeymap(first) };
}
