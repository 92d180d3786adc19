import type { Problem } from '../../../src/contract/review-api.js';

const BASE = '/api/v1';
const PATIENCE_MS = 20_000;
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A request that got no answer (`status` 0) or an answer other than success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** What the server said, when it said it in its own form. */
    readonly problem: Problem | null,
  ) {
    super(problem?.title ?? `HTTP ${status}`);
    this.name = 'ApiError';
  }
}

/** A request below `/api/v1`; `signal` gives it up. */
export interface ApiRequest {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: object;
  signal?: AbortSignal;
  /** It is sent even when the page is left. */
  outlive?: boolean;
}

let csrfToken = '';

/** The token that every change sends from now on. */
export function sendCsrfToken(token: string): void {
  csrfToken = token;
}

let confirmIdentity: (() => Promise<boolean>) | null = null;

/** Who asks the person to confirm who they are where the server wants that; it answers whether they did. */
export function confirmIdentityBy(asking: (() => Promise<boolean>) | null): void {
  confirmIdentity = asking;
}

function headersFor(method: string, body: object | undefined): Headers {
  const headers = new Headers({
    Accept: 'application/json, application/problem+json',
    'Accept-Language': document.documentElement.lang,
  });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (CHANGES.has(method) && csrfToken !== '') headers.set('X-CSRF-Token', csrfToken);
  return headers;
}

async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'title' in body ? (body as Problem) : null;
  } catch {
    return null; // a proxy's error page
  }
}

/**
 * Asks the server for `path` below `/api/v1`, once more when the person had to confirm who they are and did.
 * @returns the answer's JSON, `undefined` for 204.
 * @throws ApiError on any answer other than success, or none within 20 s.
 */
export async function ask<Answer>(path: string, request: ApiRequest = {}): Promise<Answer> {
  const { method = 'GET', body, signal, outlive } = request;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: headersFor(method, body),
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: outlive,
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError(0, null);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem?.stepUp === true && (await confirmIdentity?.()) === true) return ask<Answer>(path, request);
    throw new ApiError(response.status, problem);
  }
  return response.status === 204 ? (undefined as Answer) : ((await response.json()) as Answer);
}
