import { accountMessages } from './messages/account.messages.js';
import { aroundMessages } from './messages/around.messages.js';
import { careMessages } from './messages/care.messages.js';
import { bulkMessages } from './messages/bulk.messages.js';
import { deskMessages } from './messages/desk.messages.js';
import { looksMessages } from './messages/looks.messages.js';
import { figuresMessages } from './messages/figures.messages.js';
import { itemMessages } from './messages/item.messages.js';
import { peopleMessages } from './messages/people.messages.js';
import { queueMessages } from './messages/queue.messages.js';
import { policyMessages } from './messages/policy.messages.js';
import { operationsMessages } from './messages/operations.messages.js';
import type { Message } from './messages/messages.js';
import type { policyRulesMessages } from './messages/policy-rules.messages.js';
import type { policySwitchesMessages } from './messages/policy-switches.messages.js';
import type { policyTrialsMessages } from './messages/policy-trials.messages.js';
import { sessionMessages } from './messages/session.messages.js';
import { shellMessages } from './messages/shell.messages.js';
import { sitesMessages } from './messages/sites.messages.js';

/** The texts that come with the console's first script. A key without one of the languages does not compile. */
const first = {
  ...sessionMessages,
  ...accountMessages,
  ...peopleMessages,
  ...deskMessages,
  ...itemMessages,
  ...queueMessages,
  ...aroundMessages,
  ...bulkMessages,
  ...shellMessages,
  ...policyMessages,
  ...figuresMessages,
  ...careMessages,
  ...looksMessages,
  ...sitesMessages,
  ...operationsMessages,
} as const;

/** Key of a text of the console. */
export type MessageKey =
  | keyof typeof first
  | keyof typeof policyRulesMessages
  | keyof typeof policySwitchesMessages
  | keyof typeof policyTrialsMessages;

const known = new Map<string, Message>(Object.entries(first));

/** Makes texts known that come with the page that needs them. */
export function addMessages(more: Readonly<Record<string, Message>>): void {
  for (const [key, message] of Object.entries(more)) known.set(key, message);
}

/** Every text that is known now, by its key. */
export function knownMessages(): ReadonlyMap<string, Message> {
  return known;
}

/** A text in every language. Throws RangeError when the page that it belongs to has not been loaded. */
export function messageOf(key: MessageKey): Message {
  const message = known.get(key);
  if (message === undefined) throw new RangeError(`no text ${key}`);
  return message;
}

/** Whether there is a text of this name. */
export function isMessageKey(name: string): name is MessageKey {
  return known.has(name);
}
