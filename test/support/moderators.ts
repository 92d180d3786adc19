import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { DataSource } from 'typeorm';
import type { SessionView } from '../../src/contract/review-api.js';
import type { Role } from '../../src/domain/moderator.entity.js';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { createToken } from '../../src/moderators/create-token.js';
import type { TestApp } from './app.js';

/** A password that is long enough. */
export const PASSWORD = 'correct horse battery';

/** Address of the desk in tests (test/support/app.ts); what its own pages send as Origin. */
export const ORIGIN = 'http://desk.example';

let counter = 0;

/** Creates a moderator who can sign in with PASSWORD. */
export async function newModerator(
  dataSource: DataSource,
  role: Role = 'moderator',
): Promise<{ id: string; email: string; name: string }> {
  counter += 1;
  const email = `${role}${counter}@desk.example`;
  const input = { email, name: `${role} ${counter}`, role, password: PASSWORD };
  const result = await createModerator(dataSource.manager, input);
  if (result.kind !== 'created') throw new Error(result.kind);
  return result.moderator;
}

/** `name=value` of the cookie that an answer sets; undefined when it sets none. */
export function cookieOf(answer: LightMyRequestResponse): string | undefined {
  return [answer.headers['set-cookie']].flat()[0]?.split(';')[0];
}

/** A moderator's browser: sends the cookie, and what the console sends with a change. */
export class ModeratorBrowser {
  constructor(
    private readonly app: TestApp,
    readonly session: SessionView,
    readonly cookie: string,
  ) {}

  get headers(): Record<string, string> {
    return { cookie: this.cookie, origin: ORIGIN, 'x-csrf-token': this.session.csrfToken };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.app.inject({
      method: 'GET',
      url: `/api/v1${path}`,
      headers: { cookie: this.cookie, ...headers },
    });
  }

  send(
    method: 'POST' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const options: InjectOptions = {
      method,
      url: `/api/v1${path}`,
      headers: { ...this.headers, ...headers },
    };
    return this.app.inject(body === undefined ? options : { ...options, payload: body });
  }
}

/** Sends what the sign-in form sends. */
export function postSignIn(
  app: TestApp,
  credentials: { email: string; password?: string },
  more: { remoteAddress?: string; headers?: Record<string, string> } = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { origin: ORIGIN, ...more.headers },
    payload: { email: credentials.email, password: credentials.password ?? PASSWORD },
    remoteAddress: more.remoteAddress ?? '192.0.2.1',
  });
}

/** The browser of a new moderator who has signed in. */
export async function signedInAs(
  app: TestApp,
  dataSource: DataSource,
  role: Role,
): Promise<ModeratorBrowser> {
  const { email } = await newModerator(dataSource, role);
  const answer = await postSignIn(app, { email });
  const cookie = cookieOf(answer);
  if (cookie === undefined) throw new Error(`no session: ${answer.statusCode} ${answer.body}`);
  return new ModeratorBrowser(app, answer.json<SessionView>(), cookie);
}

/** The headers of a script with a bearer token of a new moderator. */
export async function bearerOf(dataSource: DataSource, role: Role): Promise<{ authorization: string }> {
  const { email } = await newModerator(dataSource, role);
  const result = await createToken(dataSource.manager, { email, name: 'test' });
  if (result.kind !== 'created') throw new Error(result.kind);
  return { authorization: `Bearer ${result.token}` };
}
