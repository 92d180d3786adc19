import { useEffect, useEffectEvent, useState } from 'react';
import { isComposing, placeOfKey } from '../keys/key-place.js';
import { commandAt } from '../keys/keymap.js';
import { goToPath } from '../state/use-place.js';
import { BASE } from './pages.js';
import type { ShellState } from './use-shell.js';

/** How long the key of a page is waited for, in milliseconds. */
const GO_MS = 4000;

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']);

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

function isControlled(event: KeyboardEvent): boolean {
  return (isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) && !event.altKey;
}

/**
 * The keys that every page hears: the palette, help, and going to a page by two keys. They come before those of the
 * page, and rest as they do; the palette's rests in dialogs only, since nobody presses it by accident.
 * @returns whether the key of a page is waited for.
 */
export function useShellKeys({ keysOn, keymap, palette, setHelpOpen, pages }: ShellState): boolean {
  const [going, setGoing] = useState(false);
  useEffect(() => {
    if (!going) return undefined;
    const timer = window.setTimeout(() => setGoing(false), GO_MS);
    return () => window.clearTimeout(timer);
  }, [going]);

  const goBy = (key: string) => {
    setGoing(false);
    const command = commandAt(keymap, 'go', key);
    const page = pages.find(({ path }) => command === `go:${path}`);
    if (page !== undefined) goToPath(BASE + page.path);
    return page !== undefined || key === 'Escape';
  };

  const perform = (event: KeyboardEvent, target: Element): boolean => {
    const place = placeOfKey(target);
    if (isControlled(event)) {
      if (place === 'overlay' || commandAt(keymap, 'control', event.key) !== 'palette') return false;
      palette.open();
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || place === 'field' || place === 'overlay')
      return false;
    if (going) return goBy(event.key);
    if (event.repeat) return false;
    const command = commandAt(keymap, 'alone', event.key);
    if (command === 'go') setGoing(true);
    else if (command === 'help') setHelpOpen(true);
    return command === 'go' || command === 'help';
  };

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!keysOn || isComposing(event) || MODIFIERS.has(event.key)) return;
    if (event.target instanceof Element && perform(event, event.target)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
  return going;
}
