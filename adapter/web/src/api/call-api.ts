/**
 * One call to the adapter's API on the same origin. The session is an HttpOnly cookie; the CSRF token, which only a page
 * of this origin can read (GET /v1/session), goes with every call that changes something. An expired session is told to
 * whoever listens (the sign-in dialog), and what was typed stays on the page.
 */
import { ApiError } from './api-error.ts';

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, unless it is FormData or a Blob. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

let csrfToken: string | null = null;
let whenExpired: () => void = () => {};

export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** @param listener called when a call is refused because nobody is signed in. */
export function onSessionExpired(listener: () => void): void {
  whenExpired = listener;
}

/** @throws ApiError */
export async function callApi<Result>(path: string, call: ApiCall = {}): Promise<Result> {
  const response = await openApi(path, call);
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return (isJson ? await response.json() : await response.text()) as Result;
}

/** The response itself, for streams and files. @throws ApiError */
export async function openApi(
  path: string,
  { method = 'GET', body, headers, signal }: ApiCall = {},
): Promise<Response> {
  const raw = body instanceof FormData || body instanceof Blob;
  const response = await fetch(path, {
    method,
    signal: signal ?? null,
    credentials: 'same-origin',
    headers: {
      'x-offerwright-web': '1',
      ...(csrfToken !== null && method !== 'GET' && { 'x-csrf-token': csrfToken }),
      ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable', 'the service cannot be reached');
  });
  if (response.ok) return response;
  const error = await readError(response);
  if (response.status === 401 && path !== '/v1/session') whenExpired();
  throw error;
}

async function readError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as { error?: Record<string, unknown> } | null;
  const { kind, message, field, limit, request_id: requestId } = body?.error ?? {};
  return new ApiError(
    response.status,
    String(kind ?? `http_${response.status}`),
    String(message ?? response.statusText),
    {
      field: typeof field === 'string' && field !== '' ? field : null,
      limit: typeof limit === 'string' ? limit : '',
      requestId: typeof requestId === 'string' ? requestId : response.headers.get('x-request-id'),
      body,
    },
  );
}
