import { IntlMessageFormat } from 'intl-messageformat';

/** The languages everything a person reads exists in. */
export const LANGUAGES = ['en', 'ja'] as const;

/** Language of a text or page. */
export type Language = (typeof LANGUAGES)[number];

/** One message in every language; ICU MessageFormat. A missing language does not compile. */
export type Message = Readonly<Record<Language, string>>;

/** A catalogue: messages by key. */
export type Messages<Key extends string = string> = Readonly<Record<Key, Message>>;

/** What may be put into a message. */
export type MessageValues = Record<string, string | number | boolean | Date | null | undefined>;

/**
 * Declares a catalogue.
 * @returns the same object, with its keys as type.
 */
export function defineMessages<Key extends string>(messages: Messages<Key>): Messages<Key> {
  return messages;
}

const compiled = new Map<string, IntlMessageFormat>();

/**
 * One message as plain text (not escaped for HTML).
 * @throws when a value that the message needs is missing.
 */
export function say<Key extends string>(
  language: Language,
  messages: Messages<Key>,
  key: Key,
  values?: MessageValues,
): string {
  const source = messages[key][language];
  if (values === undefined && !/[{'<]/.test(source)) return source;
  const id = `${language}\n${source}`;
  let format = compiled.get(id);
  if (format === undefined) {
    format = new IntlMessageFormat(source, language, undefined, { ignoreTag: true });
    compiled.set(id, format);
  }
  return String(format.format(values));
}

/**
 * The language a person asked for, from a POSIX locale such as `ja_JP.UTF-8` or a BCP 47 tag.
 * @returns `fallback` when the text names none of ours.
 */
export function languageOf(tag: string | undefined, fallback: Language = 'en'): Language {
  const primary = tag?.toLowerCase().split(/[-_.]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? fallback;
}
