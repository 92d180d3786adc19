import { addMessages } from '../messages.js';
import { policyRulesMessages } from '../messages/policy-rules.messages.js';
import { policySwitchesMessages } from '../messages/policy-switches.messages.js';
import { policyTrialsMessages } from '../messages/policy-trials.messages.js';

/** The texts that only the pages of the policy say. */
export const POLICY_TEXTS = { ...policyRulesMessages, ...policySwitchesMessages, ...policyTrialsMessages };

addMessages(POLICY_TEXTS);
