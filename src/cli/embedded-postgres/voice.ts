import { embeddedMessages } from '../../messages/embedded.messages.js';
import { say } from '../../messages/messages.js';
import type { Language, MessageValues } from '../../messages/messages.js';

/** Key of a message of the embedded database. */
export type EmbeddedMessageKey = keyof typeof embeddedMessages;

/** The embedded database cannot be used; the message is a sentence for the person who started the desk. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly key: EmbeddedMessageKey,
    message: string,
  ) {
    super(message);
  }
}

/** How the parts of the manager speak to the person who started the desk. */
export interface Voice {
  /** Reports progress. */
  tell(key: EmbeddedMessageKey, values?: MessageValues): void;
  /** The error to throw. */
  refusal(key: EmbeddedMessageKey, values?: MessageValues): EmbeddedPostgresError;
}

/** A voice in one language that reports to `log`. */
export function voiceOf(language: Language, log: (message: string) => void): Voice {
  const sentence = (key: EmbeddedMessageKey, values?: MessageValues) =>
    say(language, embeddedMessages, key, values);
  return {
    tell: (key, values) => log(sentence(key, values)),
    refusal: (key, values) => new EmbeddedPostgresError(key, sentence(key, values)),
  };
}
