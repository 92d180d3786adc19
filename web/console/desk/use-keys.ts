import { useEffect, useEffectEvent } from 'react';
import { isControl, placeOfKey } from '../keys/key-place.js';
import type { Keymap } from '../keys/keymap.js';
import { actOf, type KeyAct } from '../keys/keys.js';

interface Keys {
  on: boolean;
  keymap: Keymap;
  reasonsOpen: boolean;
  /** @returns whether the key meant something here; if not, the browser has it. */
  onAct: (act: KeyAct) => boolean;
}

/** Listens to the keys of the whole page and says what they ask for. */
export function useKeys({ on, keymap, reasonsOpen, onAct }: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof Element)) return;
    const scene = { on, keymap, reasonsOpen, place: placeOfKey(target), onControl: isControl(target) };
    const act = actOf(event, scene);
    if (act !== null && onAct(act)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
