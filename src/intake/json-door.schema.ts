import { z } from 'zod';
import type { SubmissionRequest } from '../contract/reader-api.js';
import { jsonDoorMessages } from '../messages/json-door.messages.js';
import { type Language, say } from '../messages/messages.js';
import { FIELD_LIMITS, type Refusal } from './submission-form.js';

/** A missing comment is judged like an empty one. */
const requestSchema = z.strictObject({
  author: z.string().optional(),
  email: z.string().optional(),
  url: z.string().optional(),
  comment: z.string().default(''),
  parent: z.int().min(0).optional(),
});

/** A field that has to be mended, and how. */
export interface FieldError {
  field: string;
  message: string;
}

/** A body of the JSON door, or what is wrong with each of its fields. */
export function parseRequest(
  body: unknown,
  language: Language,
): { ok: true; request: SubmissionRequest } | { ok: false; errors: FieldError[] } {
  const result = requestSchema.safeParse(body);
  if (result.success) return { ok: true, request: result.data as SubmissionRequest };
  return { ok: false, errors: result.error.issues.flatMap((issue) => fieldErrors(issue, language)) };
}

function fieldErrors(issue: z.core.$ZodIssue, language: Language): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      field,
      message: say(language, jsonDoorMessages, 'json-door.unknown-field'),
    }));
  }
  const field = String(issue.path[0] ?? '');
  const key =
    field === ''
      ? 'json-door.not-an-object'
      : field === 'parent'
        ? 'json-door.not-a-number'
        : 'json-door.not-text';
  return [{ field, message: say(language, jsonDoorMessages, key) }];
}

/** A refused field in the words of this door. */
export function refusalError({ reason, field }: Refusal, language: Language): FieldError {
  switch (reason) {
    case 'required':
    case 'email':
    case 'empty':
      return { field, message: say(language, jsonDoorMessages, `json-door.${reason}`) };
    case 'author-too-long':
    case 'email-too-long':
    case 'url-too-long':
    case 'comment-too-long':
      return {
        field,
        message: say(language, jsonDoorMessages, 'json-door.too-long', { limit: FIELD_LIMITS[field] }),
      };
  }
}
