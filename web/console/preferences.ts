import type { RejectReason } from '../../src/contract/review-api.js';
import { isRejectReason } from './keys/keys.js';
import { LOCALES, type Locale } from './messages/messages.js';

const LOCALE = 'replydesk.locale';
const KEYS = 'replydesk.keys';
const REASON = 'replydesk.reason';
const BREAKS = 'replydesk.breaks';

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

const KEYMAP = 'replydesk.keymap';

/** The keys that were changed in this browser, unchecked. */
export function initialKeyChanges(): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(read(KEYMAP) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {}; // somebody else wrote there
  }
}

/** Remembers the changed keys in this browser. */
export function keepKeyChanges(changes: Readonly<Record<string, string>>): void {
  write(KEYMAP, JSON.stringify(changes));
}

/** A queue with filters and order, under a name. */
export interface View {
  name: string;
  /** Query of its address, with `?`, or empty. */
  search: string;
}

const VIEWS = 'replydesk.views';

/** The views saved in this browser, in the order in which they were saved. */
export function keptViews(): View[] {
  try {
    const kept: unknown = JSON.parse(read(VIEWS) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return []; // somebody else wrote there
  }
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'name' in value && typeof value.name === 'string' && 'search' in value && typeof value.search === 'string'
  );
}

/** Remembers the views in this browser. */
export function keepViews(views: readonly View[]): void {
  write(VIEWS, JSON.stringify(views));
}

/** The reason of this browser's last rejection; null before the first. */
export function lastReason(): RejectReason | null {
  const kept = read(REASON);
  return isRejectReason(kept) ? kept : null;
}

/** Remembers the reason of a rejection in this browser. */
export function keepLastReason(reason: RejectReason): void {
  write(REASON, reason);
}

/** Whether breaks are suggested in this browser; they are unless switched off. */
export function initialBreaksOn(): boolean {
  return read(BREAKS) !== 'off';
}

/** Remembers whether breaks are suggested in this browser. */
export function keepBreaksOn(on: boolean): void {
  write(BREAKS, on ? 'on' : 'off');
}
