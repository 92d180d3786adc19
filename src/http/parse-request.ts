import type { z } from 'zod';
import { type Language, type Messages, type MessageValues, say } from '../messages/messages.js';
import { requestMessages } from '../messages/request.messages.js';
import { ProblemError } from './problem.js';

/** A field and what is wrong with it, in the reader's language. */
export interface FieldFault {
  field: string;
  message: string;
}

/**
 * Parses a JSON body, a query or parameters. An error text of the schema that is a key of `own` is said from there.
 * @returns what the schema gives.
 * @throws ProblemError 400 with one entry for each wrong field; 415 when a body is neither JSON nor a query's object.
 */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  language: Language,
  own: Messages = {},
): z.output<Schema> {
  if (value === undefined || value instanceof Map) {
    throw new ProblemError(415, { detail: say(language, requestMessages, 'request.notJson') });
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new ProblemError(400, { errors: faultsOf(result.error, language, own) });
}

/** One entry for each wrong field of a failed parse, in a language. */
export function faultsOf(error: z.ZodError, language: Language, own: Messages = {}): FieldFault[] {
  return error.issues.flatMap((issue) => {
    const field = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: [...issue.path, key].join('.'),
        message: say(language, requestMessages, 'request.unknown'),
      }));
    }
    const message = Object.hasOwn(own, issue.message)
      ? say(language, own, issue.message)
      : sentenceOf(issue, language);
    return [{ field, message }];
  });
}

function sentenceOf(issue: z.core.$ZodIssue, language: Language): string {
  const ask = (key: keyof typeof requestMessages, values?: MessageValues) =>
    say(language, requestMessages, key, values);
  if (issue.code === 'invalid_type' && issue.input === undefined) return ask('request.missing');
  if (issue.code === 'too_big') {
    const key = issue.origin === 'string' ? 'request.tooLong' : 'request.tooBig';
    return ask(key, { limit: Number(issue.maximum) });
  }
  if (issue.code === 'too_small') {
    const key = issue.origin === 'string' ? 'request.tooShort' : 'request.tooSmall';
    return ask(key, { limit: Number(issue.minimum) });
  }
  if (issue.code === 'invalid_value') {
    return ask('request.notOneOf', { allowed: issue.values.join(', ') });
  }
  return ask('request.wrongType');
}
