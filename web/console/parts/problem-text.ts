import { ApiError } from '../api/client.js';
import type { Say } from '../say.js';

/** What to tell the person about an error: the server's own words where it has some. */
export function problemText(error: unknown, say: Say): string {
  if (!(error instanceof ApiError)) return say('error.unexpected');
  if (error.status === 0) return say('error.offline');
  const { problem } = error;
  if (problem === null) return say('error.status', { status: error.status });
  return problem.detail ?? problem.title;
}

/** What the server says about one field of a form; undefined when it says nothing about it. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.problem?.errors?.find((one) => one.field === field)?.message;
}
