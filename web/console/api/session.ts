import type {
  CodeRequest,
  OtherServiceView,
  PasswordRequest,
  StepUpRequest,
  StepUpWays,
} from '../../../src/contract/account-api.js';
import type { AcceptRequest } from '../../../src/contract/people-api.js';
import type {
  CodeNeeded,
  SessionView,
  SetupRequest,
  SignInRequest,
} from '../../../src/contract/review-api.js';
import { ApiError, ask, sendCsrfToken } from './client.js';

function remember(session: SessionView): SessionView {
  sendCsrfToken(session.csrfToken);
  return session;
}

/** Who is signed in; null when nobody is. */
export async function fetchSession(signal?: AbortSignal): Promise<SessionView | null> {
  try {
    return remember(await ask<SessionView>('/session', { signal }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Signs in, or says that a code must follow. Throws ApiError 401 when e-mail or password is wrong, 429 when locked out. */
export async function signIn(credentials: SignInRequest): Promise<SessionView | CodeNeeded> {
  const answer = await ask<SessionView | CodeNeeded>('/session', { method: 'POST', body: credentials });
  return 'codeNeeded' in answer ? answer : remember(answer);
}

/** The second half of signing in. Throws ApiError 422 when the code is wrong, 401 when the password is needed again. */
export async function giveCode(request: CodeRequest): Promise<SessionView> {
  return remember(await ask<SessionView>('/session/code', { method: 'POST', body: request }));
}

/** The other service by which one can sign in. */
export function fetchOtherService(signal?: AbortSignal): Promise<OtherServiceView> {
  return ask<OtherServiceView>('/oidc', { signal });
}

/** By what one can confirm who one is. */
export function fetchStepUpWays(signal?: AbortSignal): Promise<StepUpWays> {
  return ask<StepUpWays>('/session/step-up', { signal });
}

/** Confirms who is at the browser; the session goes on under a new token. */
export async function postStepUp(proof: StepUpRequest): Promise<SessionView> {
  return remember(await ask<SessionView>('/session/step-up', { method: 'POST', body: proof }));
}

/** Changes the own password. Throws ApiError 422 when the present one is wrong. */
export async function postPassword(request: PasswordRequest): Promise<SessionView> {
  return remember(await ask<SessionView>('/account/password', { method: 'POST', body: request }));
}

/** Creates the first admin and signs in. Throws ApiError 404 when the link was used or is unknown. */
export async function setUp(request: SetupRequest): Promise<SessionView> {
  return remember(await ask<SessionView>('/setup', { method: 'POST', body: request }));
}

/** Chooses a password by a link, and signs in. Throws ApiError 404 when the link was used, is too old or unknown. */
export async function acceptInvitation(request: AcceptRequest): Promise<SessionView | CodeNeeded> {
  const answer = await ask<SessionView | CodeNeeded>('/invitation', { method: 'POST', body: request });
  return 'codeNeeded' in answer ? answer : remember(answer);
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await ask<undefined>('/session', { method: 'DELETE' });
  sendCsrfToken('');
}
