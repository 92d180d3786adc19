import { accountMessages } from './messages/account.messages.js';
import { aroundMessages } from './messages/around.messages.js';
import { careMessages } from './messages/care.messages.js';
import { bulkMessages } from './messages/bulk.messages.js';
import { deskMessages } from './messages/desk.messages.js';
import { figuresMessages } from './messages/figures.messages.js';
import { itemMessages } from './messages/item.messages.js';
import { peopleMessages } from './messages/people.messages.js';
import { queueMessages } from './messages/queue.messages.js';
import { policyMessages } from './messages/policy.messages.js';
import { policyRulesMessages } from './messages/policy-rules.messages.js';
import { policySwitchesMessages } from './messages/policy-switches.messages.js';
import { policyTrialsMessages } from './messages/policy-trials.messages.js';
import { operationsMessages } from './messages/operations.messages.js';
import { sessionMessages } from './messages/session.messages.js';
import { shellMessages } from './messages/shell.messages.js';
import { sitesMessages } from './messages/sites.messages.js';

/** Every text of the console, in every language. A key without one of the languages does not compile. */
export const messages = {
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
  ...policyRulesMessages,
  ...policySwitchesMessages,
  ...policyTrialsMessages,
  ...figuresMessages,
  ...careMessages,
  ...sitesMessages,
  ...operationsMessages,
} as const;

/** Key of a text of the console. */
export type MessageKey = keyof typeof messages;

/** Whether there is a text of this name. */
export function isMessageKey(name: string): name is MessageKey {
  return Object.hasOwn(messages, name);
}
