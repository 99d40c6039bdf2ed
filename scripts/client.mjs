// A small HTTP client of the API for the demo and the tests: signs up with the console's token, then uses an API key.
const SCOPES = [
  'subscribers:read',
  'subscribers:write',
  'campaigns:read',
  'campaigns:write',
  'campaigns:send',
  'deliverability:read',
  'deliverability:write',
  'settings:read',
  'settings:write',
];

export class ApiError extends Error {
  constructor(method, path, status, problem) {
    super(`${method} ${path} answered ${status}: ${problem?.detail ?? JSON.stringify(problem)}`);
    this.status = status;
    this.problem = problem;
  }
}

/** @returns a function (method, path, body?) → parsed JSON; a string, Uint8Array or stream goes out as it is */
export function createClient(baseUrl, headers) {
  return async function call(method, path, body) {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
    const answer = await fetch(baseUrl + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': isRaw ? 'text/csv' : 'application/json' }),
      },
      body: body === undefined || isRaw ? body : JSON.stringify(body),
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    const value = text !== '' && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    if (!answer.ok) throw new ApiError(method, path, answer.status, value);
    return value;
  };
}

/** Makes the first account with the one-time token and an API key with every scope. */
export async function signUp({ localUrl, url, setupToken }, account) {
  const answer = await fetch(`${localUrl}/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token: setupToken, ...account }),
  });
  if (!answer.ok) throw new ApiError('POST', '/v1/setup', answer.status, await answer.json());
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const asUser = createClient(localUrl, { cookie, origin: url });
  const { key } = await asUser('POST', '/v1/api-keys', { name: 'Demo and tests', scopes: SCOPES });
  return createClient(localUrl, { authorization: `Bearer ${key}` });
}

/** Every row of a list, page by page. */
export async function allRows(call, path) {
  const rows = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    rows.push(...page.data);
    cursor = page.nextCursor;
  }
  return rows;
}
