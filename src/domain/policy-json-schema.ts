import { z } from 'zod';
import { policySchema } from './policy.js';

/**
 * The policy document as JSON Schema (draft 2020-12), for editors that help while one writes. What goes beyond it, such as
 * lists that are not there, only `policy check` tells.
 */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' });
  return { title: 'Replydesk policy', ...schema };
}
