import { createContext, useContext, useState } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import type { PageEntry } from './pages.js';
import { useKeymap } from './use-keymap.js';
import { usePaletteState } from './use-palette.js';
import { initialBreaksOn, initialKeysOn, keepBreaksOn, keepKeysOn } from '../preferences.js';

/** What every page may use: who is signed in, and the overlays that all pages share. */
export function useShellState(pages: readonly PageEntry[], session: SessionView, onSignedOut: () => void) {
  const [helpOpen, setHelpOpen] = useState(false);
  const [keysOn, setKeysOnState] = useState(initialKeysOn);
  const setKeysOn = (on: boolean) => {
    keepKeysOn(on);
    setKeysOnState(on);
  };
  const [breaksOn, setBreaksOnState] = useState(initialBreaksOn);
  const setBreaksOn = (on: boolean) => {
    keepBreaksOn(on);
    setBreaksOnState(on);
  };
  const palette = usePaletteState();
  const keys = useKeymap(pages);
  return {
    palette,
    ...keys,
    pages,
    session,
    onSignedOut,
    helpOpen,
    setHelpOpen,
    keysOn,
    setKeysOn,
    breaksOn,
    setBreaksOn,
  };
}

/** What every page may use. */
export type ShellState = ReturnType<typeof useShellState>;

const ShellContext = createContext<ShellState | null>(null);

/** Gives the shell to everything below it. */
export const ShellProvider = ShellContext;

/** The shell that this component is part of. */
export function useShell(): ShellState {
  const shell = useContext(ShellContext);
  if (shell === null) throw new Error('useShell is used outside ShellProvider');
  return shell;
}
