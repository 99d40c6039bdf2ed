// The one way to the API: same origin, the session's cookie, problems as errors.
import type { Problem } from '@doorstep/contracts';

/** What the API answered instead of what was asked for (RFC 9457), or that it could not be reached (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.problem = problem;
  }

  /** The words of the API about one field of a form, or undefined. */
  fieldDetail(field: string): string | undefined {
    return this.problem.errors?.find((error) => error.pointer.replace(/^[#/]+/, '') === field)?.detail;
  }
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'Doorstep did not answer',
  status: 0,
  detail: 'The page could not reach the Doorstep server. See whether it is running and whether you are online.',
  code: 'unreachable',
};

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Call {
  query?: Query | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Names one action once, so that a repeated POST does it once. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function withQuery(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

/** Where questions go: to the origin of the page; on the server, which has none, to wherever `reachThrough` says. */
let reach = (path: string, init: RequestInit): Promise<Response> => fetch(path, init);

export function reachThrough(other: typeof reach): void {
  reach = other;
}

/** Turns an answer that is no success into the problem it tells of, whatever sent it. */
export function problemFrom(status: number, contentType: string | null, text: string): Problem {
  if (contentType?.includes('json')) {
    try {
      const given = JSON.parse(text) as Partial<Problem> & { message?: string };
      const detail = given.detail ?? given.message;
      if (typeof detail === 'string') {
        return {
          type: 'about:blank',
          title: given.title ?? 'This did not work',
          code: 'unknown',
          ...given,
          status,
          detail,
        };
      }
    } catch {
      return unexpected(status);
    }
  }
  return unexpected(status);
}

function unexpected(status: number): Problem {
  return {
    type: 'about:blank',
    title: 'An answer we did not expect',
    status,
    detail: `The server answered ${status} without saying why. Try again; if it stays, look into the log of the API.`,
    code: 'unexpected',
  };
}

/** Leaves for the sign-in page when the session is over, and comes back afterwards. */
function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === '/sign-in' || pathname === '/welcome') return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/**
 * Asks the API and gives its answer.
 *
 * @throws ApiProblem on every answer that is no success, and with status 0 when there was none
 */
export async function request<Answer>(method: string, path: string, call: Call = {}): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
  const isFile = call.body instanceof Blob;
  if (call.body !== undefined) headers['content-type'] = isFile ? 'application/octet-stream' : 'application/json';
  if (method === 'POST') headers['idempotency-key'] = idempotencyKey();
  let response: Response;
  try {
    response = await reach(withQuery(path, call.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: call.body === undefined ? null : isFile ? (call.body as Blob) : JSON.stringify(call.body),
      signal: call.signal ?? null,
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new ApiProblem(unreachable);
  }
  const text = await response.text();
  if (!response.ok) {
    if (response.status === 401 && path.startsWith('/v1/') && typeof window !== 'undefined') leaveForSignIn();
    throw new ApiProblem(problemFrom(response.status, response.headers.get('content-type'), text));
  }
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

export const get = <Answer>(path: string, query?: Query, signal?: AbortSignal) =>
  request<Answer>('GET', path, { query, signal });
export const post = <Answer>(path: string, body: unknown = {}) => request<Answer>('POST', path, { body });
export const patch = <Answer>(path: string, body: unknown) => request<Answer>('PATCH', path, { body });
export const put = <Answer>(path: string, body: unknown) => request<Answer>('PUT', path, { body });
export const remove = (path: string) => request<void>('DELETE', path);
