/** Where the key was pressed: a field or select, an overlay (dialog, menu), the open item, or elsewhere. */
export type KeyPlace = 'field' | 'overlay' | 'item' | 'page';

const FIELD = 'input:not([data-choose]), textarea, select, [contenteditable]:not([contenteditable="false"])';
const OVERLAY = '[role="dialog"], [role="menu"], [role="listbox"]';
const CONTROL = 'a, button, summary, input, [role="menuitem"]';
const IME_KEY_CODE = 229;

/** Where a key was pressed. */
export function placeOfKey(target: Element): KeyPlace {
  if (target.closest(FIELD) !== null) return 'field';
  if (target.closest(OVERLAY) !== null || document.querySelector('[aria-modal="true"]') !== null)
    return 'overlay';
  return target.closest('[data-item-content]') === null ? 'page' : 'item';
}

/** Whether Enter does something to what has the focus. */
export function isControl(target: Element): boolean {
  return target.closest(CONTROL) !== null;
}

/** Whether text is being composed: some browsers tell by `isComposing`, some by key code 229. */
export function isComposing(press: { isComposing: boolean; keyCode: number }): boolean {
  return press.isComposing || press.keyCode === IME_KEY_CODE;
}
