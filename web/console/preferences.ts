import { LOCALES, type Locale } from './messages/messages.js';

const LOCALE = 'replydesk.locale';
const KEYS = 'replydesk.keys';

function read(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null; // storage is blocked: nothing is remembered, everything works
  }
}

function write(name: string, value: string): void {
  try {
    window.localStorage.setItem(name, value);
  } catch {
    return;
  }
}

/** The first language of a list of BCP 47 tags that the console speaks, else English. */
export function localeFor(tags: readonly string[]): Locale {
  for (const tag of tags) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = LOCALES.find((locale) => locale === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The language chosen earlier in this browser, else the browser's own. */
export function initialLocale(): Locale {
  const kept = read(LOCALE);
  return localeFor(kept === null ? navigator.languages : [kept, ...navigator.languages]);
}

/** Remembers the language in this browser. */
export function keepLocale(locale: Locale): void {
  write(LOCALE, locale);
}

/** Whether single-key shortcuts are on in this browser; on unless switched off. */
export function initialKeysOn(): boolean {
  return read(KEYS) !== 'off';
}

/** Remembers whether single-key shortcuts are on in this browser. */
export function keepKeysOn(on: boolean): void {
  write(KEYS, on ? 'on' : 'off');
}
