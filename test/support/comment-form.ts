import type { LightMyRequestResponse } from 'fastify';
import type { TestApp } from './app.js';

/** How a form is posted. */
export interface FormPostWish {
  /** Path; the default site's door. */
  to?: string;
  headers?: Record<string, string>;
  /** Address of the connection. */
  from?: string;
}

let counter = 0;

/**
 * The fields that WordPress's own form sends, with an author and text of its own each time. A field given as undefined
 * is not sent.
 */
export function formFields(over: Record<string, string | undefined> = {}): Record<string, string> {
  counter += 1;
  const fields: Record<string, string | undefined> = {
    comment: `A thought, number ${counter}`,
    author: `Reader ${counter}`,
    email: `reader${counter}@example.org`,
    url: '',
    submit: 'Post Comment',
    comment_post_ID: '1',
    comment_parent: '0',
    ...over,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
}

/** Posts fields urlencoded, as a browser does. */
export function postForm(
  app: TestApp,
  fields: Record<string, string>,
  wish: FormPostWish = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: wish.to ?? '/wp-comments-post.php',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...wish.headers },
    payload: new URLSearchParams(fields).toString(),
    ...(wish.from === undefined ? {} : { remoteAddress: wish.from }),
  });
}

/** Posts with fields changed from `formFields`. */
export function postComment(
  app: TestApp,
  over: Record<string, string | undefined> = {},
  wish: FormPostWish = {},
): Promise<LightMyRequestResponse> {
  return postForm(app, formFields(over), wish);
}

/** Number of the submission that a redirect names. */
export function numberIn(response: LightMyRequestResponse): number {
  const number = /#comment-(\d+)$/.exec(String(response.headers.location))?.[1];
  if (response.statusCode !== 302 || number === undefined) {
    throw new Error(`not accepted: ${response.statusCode} ${response.body.slice(0, 300)}`);
  }
  return Number(number);
}

/** Fails unless the form was accepted. */
export function expectAccepted(response: LightMyRequestResponse): void {
  expect(numberIn(response)).toBeGreaterThan(0);
}
