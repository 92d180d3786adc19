/** Languages of the console. */
export const LOCALES = ['en', 'ja'] as const;

/** A language of the console. */
export type Locale = (typeof LOCALES)[number];

/** One message in every language; ICU MessageFormat. A missing language does not compile. */
export type Message = Readonly<Record<Locale, string>>;

/**
 * Declares a part of the catalogue.
 * @returns the same object, with its keys as type.
 */
export function defineMessages<Key extends string>(messages: Readonly<Record<Key, Message>>) {
  return messages;
}
