/** Attribute of the button that translates. */
export const TRANSLATES = 'data-translate';

/** Presses the button that translates, if there is one. @returns whether there was. */
export function pressTranslate(): boolean {
  const button = document.querySelector<HTMLButtonElement>(`button[${TRANSLATES}]`);
  button?.click();
  return button !== null;
}
