import { deskMessages } from './messages/desk.messages.js';
import { itemMessages } from './messages/item.messages.js';
import { sessionMessages } from './messages/session.messages.js';

/** Every text of the console, in every language. A key without one of the languages does not compile. */
export const messages = { ...sessionMessages, ...deskMessages, ...itemMessages } as const;

/** Key of a text of the console. */
export type MessageKey = keyof typeof messages;
