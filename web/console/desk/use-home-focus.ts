import { useEffect, useRef } from 'react';
import { focusRow } from './use-selection.js';

/** What may lose the focus when another item opens; fields, filters and the decision bar keep it. */
const LEAVING = '[data-row], [data-item-content]';

function isAdrift(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.closest(LEAVING) !== null;
}

function focusOne(selector: string): boolean {
  const target = document.querySelector<HTMLElement>(selector);
  target?.focus({ preventScroll: true });
  return target !== null;
}

/** Focuses where work goes on: the row on wide screens, the heading of the item on a phone, or the sentence instead. */
export function focusHome(item: string, wide: boolean): void {
  if (item !== '' && !wide && focusOne('[data-item-heading]')) return;
  if (item !== '' && focusRow(item)) return;
  if (!focusOne('[data-item-heading]')) focusOne('[data-home]');
}

/** Keeps the focus where work goes on whenever another item opens or an overlay closes, so that it is never lost. */
export function useHomeFocus(item: string, wide: boolean, overlay: boolean): void {
  const last = useRef('');
  const started = useRef(false);
  useEffect(() => {
    if (!started.current) {
      started.current = item !== '' || !wide; // opening the first item of a page is nobody's doing
    } else if (!overlay) {
      if (isAdrift()) focusHome(item === '' ? last.current : item, wide);
      else if (item !== '')
        document.querySelector('[data-row][aria-current]')?.scrollIntoView({ block: 'nearest' });
    }
    if (item !== '') last.current = item;
  }, [item, wide, overlay]);
}
