import type { SessionView, SetupRequest, SignInRequest } from '../../../src/contract/review-api.js';
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

/** Signs in. Throws ApiError 401 when e-mail or password is wrong, 429 when locked out for a while. */
export async function signIn(credentials: SignInRequest): Promise<SessionView> {
  return remember(await ask<SessionView>('/session', { method: 'POST', body: credentials }));
}

/** Creates the first admin and signs in. Throws ApiError 404 when the link was used or is unknown. */
export async function setUp(request: SetupRequest): Promise<SessionView> {
  return remember(await ask<SessionView>('/setup', { method: 'POST', body: request }));
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await ask<undefined>('/session', { method: 'DELETE' });
  sendCsrfToken('');
}
