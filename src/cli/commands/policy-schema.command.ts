import { policyJsonSchema } from '../../domain/policy-json-schema.js';
import { type CommandHandler, printJson } from '../command.js';

/** Prints the JSON Schema of a policy. */
export const policySchema: CommandHandler = async (context) => {
  printJson(context, policyJsonSchema());
  return 0;
};
