import { ApiError, ask, type ApiRequest } from './client.js';
import { fetchSession } from './session.js';

/** A change; once more with a fresh token when the session was renewed elsewhere, in another tab for instance. */
export async function change<Answer>(
  path: string,
  body?: object,
  more: Pick<ApiRequest, 'method' | 'signal'> = {},
): Promise<Answer> {
  const request: ApiRequest = { method: 'POST', ...(body === undefined ? {} : { body }), ...more };
  try {
    return await ask<Answer>(path, request);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403 || error.problem?.stepUp === true) throw error;
    if ((await fetchSession()) === null) throw error;
    return await ask<Answer>(path, request);
  }
}
