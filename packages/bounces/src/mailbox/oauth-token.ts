// Access tokens of OAuth 2.0 (RFC 6749): fetched from the provider with limits, kept until shortly before they end.
import { cleanLine } from '../reply-words.js';

/** How this installation is known at the provider. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** With one the mailbox's owner has agreed (RFC 6749 §6); without, the program signs in for itself (§4.4). */
  readonly refreshToken: string | null;
  readonly scope: string | null;
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly accessToken: string }
  | {
      readonly kind: 'failed';
      /** What is wrong and what to do, for the person who set the mailbox up. */
      readonly words: string;
      /** What the provider said, one line. */
      readonly detail: string;
    };

export interface TokenSource {
  get(signal?: AbortSignal): Promise<TokenAnswer>;
  /** The mailbox did not take the token: the next `get` asks for a new one. */
  forget(): void;
}

export interface TokenSourceOptions {
  /** Told when the provider gives out a new refresh token: the old one may not work any more (RFC 6749 §6). */
  readonly onRefreshToken?: (refreshToken: string) => Promise<void>;
  /** Default: the platform's own. */
  readonly fetch?: typeof fetch;
  /** Milliseconds; default: the clock. */
  readonly now?: () => number;
  /** Of one request; default 15,000. */
  readonly timeoutMs?: number;
}

const MAX_ANSWER_BYTES = 64 * 1024;
/** Asked for anew this long before it ends, so that it outlives a sign-in. */
const SPARE_MS = 60_000;
/** RFC 6749 §5.1 lets a provider leave the time out. */
const USUAL_SECONDS = 600;

/** Calls at the same time share one request. What the provider answers is a value; only bugs are thrown. */
export function createTokenSource(client: OAuthClient, options: TokenSourceOptions = {}): TokenSource {
  const { now = Date.now } = options;
  let refreshToken = client.refreshToken;
  let kept: { accessToken: string; until: number } | null = null;
  let asking: Promise<TokenAnswer> | null = null;

  async function ask(signal: AbortSignal | undefined): Promise<TokenAnswer> {
    const answer = await requestToken({ ...client, refreshToken }, options, signal);
    if (answer.kind === 'failed') return answer;
    if (answer.refreshToken !== null && answer.refreshToken !== refreshToken) {
      refreshToken = answer.refreshToken;
      await options.onRefreshToken?.(answer.refreshToken);
    }
    kept = { accessToken: answer.accessToken, until: now() + answer.seconds * 1000 - SPARE_MS };
    return { kind: 'token', accessToken: answer.accessToken };
  }

  return {
    async get(signal) {
      if (kept !== null && kept.until > now()) return { kind: 'token', accessToken: kept.accessToken };
      asking ??= ask(signal).finally(() => {
        asking = null;
      });
      return asking;
    },
    forget() {
      kept = null;
    },
  };
}

/** A token goes over TLS only (RFC 6749 §3.2), or stays on this machine. @returns null, or what is wrong in words */
export function tokenUrlFault(tokenUrl: string): string | null {
  if (!URL.canParse(tokenUrl)) return 'The token address is no web address. It begins with https://.';
  const { protocol, hostname, username, password } = new URL(tokenUrl);
  if (username !== '' || password !== '') return 'The token address must not hold a user name or password.';
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127\.[\d.]+$/.test(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return null;
  return 'The token address must begin with https://: it is sent secrets.';
}

type Answer =
  | Extract<TokenAnswer, { kind: 'failed' }>
  | { kind: 'token'; accessToken: string; seconds: number; refreshToken: string | null };

async function requestToken(
  client: OAuthClient,
  { fetch: ask = fetch, timeoutMs = 15_000 }: TokenSourceOptions,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const fault = tokenUrlFault(client.tokenUrl);
  if (fault !== null) return { kind: 'failed', words: fault, detail: '' };
  const { host } = new URL(client.tokenUrl);
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await ask(client.tokenUrl, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: formOf(client),
      redirect: 'error', // secrets go to the address a person gave, nowhere else
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
    return readAnswer(response.status, await boundedText(response), host);
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { message?: string } };
    const detail = name === 'TimeoutError' ? `no answer within ${timeoutMs} ms` : (cause?.message ?? message);
    return {
      kind: 'failed',
      words: `${host} could not be asked for a token. Check the token address and that this machine may reach it.`,
      detail: cleanLine(detail, 300),
    };
  }
}

function formOf({ clientId, clientSecret, refreshToken, scope }: OAuthClient): URLSearchParams {
  const grant =
    refreshToken === null
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken };
  return new URLSearchParams({
    ...grant,
    client_id: clientId,
    ...(clientSecret !== null && { client_secret: clientSecret }),
    ...(scope !== null && { scope }),
  });
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new Error(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readAnswer(status: number, text: string, host: string): Answer {
  const fields = objectOf(text);
  const accessToken = stringOf(fields.access_token);
  // Anything but visible ASCII (RFC 6749 §A.12) could break out of its place in the sign-in.
  if (status === 200 && accessToken !== null && /^[\x21-\x7e]{1,16384}$/.test(accessToken)) {
    const seconds = Number(fields.expires_in);
    return {
      ...{ kind: 'token', accessToken },
      seconds: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : USUAL_SECONDS,
      refreshToken: stringOf(fields.refresh_token),
    };
  }
  const code = stringOf(fields.error) ?? '';
  const said = stringOf(fields.error_description) ?? (code === '' ? `HTTP ${status}` : '');
  return {
    kind: 'failed',
    words: refusalWords(code, said, host),
    detail: cleanLine([code, said].filter((part) => part !== '').join(': '), 300),
  };
}

function refusalWords(code: string, said: string, host: string): string {
  switch (code) {
    case 'invalid_grant':
      return `${host} does not accept the refresh token any more: it has expired, or access was withdrawn, or the password was changed. Sign in at the provider again and store the new refresh token here.`;
    case 'invalid_client':
      // Microsoft: AADSTS7000222 is a client secret past its date.
      return /AADSTS7000222|expired/i.test(said)
        ? `The client secret has expired. Make a new one at ${host} and store it here.`
        : `${host} does not know this client id with this client secret. Check both.`;
    case 'unauthorized_client':
      return `${host} does not allow this client to sign in this way. Allow it there, or use a refresh token.`;
    case 'invalid_scope':
      return `${host} does not know the scope. Choose the provider again, or check the scope.`;
    case 'invalid_request':
      return `${host} found something missing in the request. Check the client id, the scope and the token address.`;
    default:
      return `${host} gave out no token. Check the token address and the client id.`;
  }
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // no JSON: told as an answer without a token
  }
}

const stringOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
