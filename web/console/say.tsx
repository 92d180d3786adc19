import { IntlMessageFormat } from 'intl-messageformat';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { messageOf, type MessageKey } from './messages.js';
import type { Locale } from './messages/messages.js';
import { initialLocale, keepLocale } from './preferences.js';

/** What may be put into a message. */
export type MessageValues = Record<string, string | number>;

/** Says a message in the language on screen. */
export type Say = (key: MessageKey, values?: MessageValues) => string;

interface Speech {
  locale: Locale;
  setLocale: (locale: Locale) => void;
  say: Say;
}

const compiled = new Map<string, IntlMessageFormat>();

/** One message as plain text. Throws when a value that the message needs is missing. */
export function sayIn(locale: Locale, key: MessageKey, values?: MessageValues): string {
  const source = messageOf(key)[locale];
  if (values === undefined && !source.includes('{')) return source;
  const id = `${locale} ${key}`;
  let format = compiled.get(id);
  if (format === undefined) {
    format = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true });
    compiled.set(id, format);
  }
  return String(format.format(values));
}

const SpeechContext = createContext<Speech | null>(null);

/** The page's language is also what requests ask for, so it is set before anything is drawn or fetched. */
function speak(locale: Locale): Locale {
  document.documentElement.lang = locale;
  return locale;
}

/** Gives everything below it the language of the console, and keeps `<html lang>` true. */
export function SpeechProvider({ children }: { children: ReactNode }) {
  const [locale, setLocaleState] = useState<Locale>(() => speak(initialLocale()));
  const setLocale = useCallback((next: Locale) => {
    keepLocale(next);
    setLocaleState(speak(next));
  }, []);
  const speech = useMemo<Speech>(
    () => ({ locale, setLocale, say: (key, values) => sayIn(locale, key, values) }),
    [locale, setLocale],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The language on screen, how to change it, and how to say something in it. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('useSpeech is used outside SpeechProvider');
  return speech;
}

/** How to say something in the language on screen. */
export function useSay(): Say {
  return useSpeech().say;
}
