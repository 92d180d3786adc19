import { randomUUID } from 'node:crypto';
import { createModerator } from '../../../src/moderators/create-moderator.js';
import { createToken } from '../../../src/moderators/create-token.js';
import { type Answer, ask, type NoAnswer } from './http.js';
import type { World } from './world.js';

/**
 * Makes a moderator beside the one every world has.
 * @returns a bearer token.
 */
export async function hire(world: World, name: string): Promise<string> {
  const { manager } = world.database;
  const email = `${name.toLowerCase()}@desk.example`;
  await createModerator(manager, { email, name, role: 'moderator', password: 'correct horse battery' });
  const created = await createToken(manager, { email, name: 'faults' });
  if (created.kind !== 'created') throw new Error(created.kind);
  return created.token;
}

/** What somebody typed into the form of a page. */
export const TYPED = {
  author: 'Ines "Kai" <Ōno>',
  email: 'ines@example.org',
  comment: 'I typed this for half an hour & would hate to lose <it>',
} as const;

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const POST_MS = 30_000;

/** How something is posted: longest wait in milliseconds, and another text than `TYPED`'s. */
export interface Posting {
  timeoutMs?: number;
  comment?: string;
}

/** Posts the form as a browser does, in a thread. */
export function postForm(api: string, threadKey: string, how: Posting = {}): Promise<Answer | NoAnswer> {
  const { timeoutMs = POST_MS, comment = TYPED.comment } = how;
  return ask(`${api}/wp-comments-post.php`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams({
      comment_post_ID: threadKey,
      comment_parent: '0',
      ...TYPED,
      comment,
    }).toString(),
    timeoutMs,
  });
}

/** Sends the same by the JSON door. */
export function postJson(api: string, threadKey: string, how: Posting = {}): Promise<Answer | NoAnswer> {
  const { timeoutMs = POST_MS, comment = TYPED.comment } = how;
  return ask(`${api}/api/v1/sites/default/threads/${threadKey}/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ ...TYPED, comment }),
    timeoutMs,
  });
}

/** Asserts that a form was not taken for now, says when to try again, and that the page gives back what was typed. */
export function expectTextKept(answer: Answer | NoAnswer, comment: string = TYPED.comment): void {
  if ('failed' in answer) throw new Error(`the form has no answer: ${answer.reason}`);
  expect({ status: answer.status, retryAfter: answer.headers['retry-after'] }).toEqual({
    status: 503,
    retryAfter: expect.stringMatching(/^\d+$/),
  });
  for (const typed of Object.values({ ...TYPED, comment }))
    expect(answer.body).toContain(typed.replaceAll(/[&<>"]/g, (sign) => HTML[sign] ?? sign));
}

/** Asserts that the JSON door refused for now and says when to try again. */
export function expectBusy(answer: Answer | NoAnswer): void {
  if ('failed' in answer) throw new Error(`the JSON door has no answer: ${answer.reason}`);
  expect({ status: answer.status, retryAfter: answer.headers['retry-after'] }).toEqual({
    status: 503,
    retryAfter: expect.stringMatching(/^\d+$/),
  });
}
