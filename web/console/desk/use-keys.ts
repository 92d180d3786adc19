import { useEffect, useEffectEvent } from 'react';
import { actOf, type KeyAct, type KeyPlace } from '../keys.js';

const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const OVERLAY = '[role="dialog"], [role="menu"], [role="listbox"]';
const CONTROL = 'a, button, summary, [role="menuitem"]';

function placeOfKey(target: Element): KeyPlace {
  if (target.closest(FIELD) !== null) return 'field';
  if (target.closest(OVERLAY) !== null || document.querySelector('[aria-modal="true"]') !== null)
    return 'overlay';
  return target.closest('[data-item-content]') === null ? 'page' : 'item';
}

interface Keys {
  on: boolean;
  reasonsOpen: boolean;
  /** @returns whether the key meant something here; if not, the browser has it. */
  onAct: (act: KeyAct) => boolean;
}

/** Listens to the keys of the whole page and says what they ask for. */
export function useKeys({ on, reasonsOpen, onAct }: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return;
    const place = placeOfKey(event.target);
    const onControl = event.target.closest(CONTROL) !== null;
    const act = actOf(event, { on, place, reasonsOpen, onControl });
    if (act !== null && onAct(act)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
