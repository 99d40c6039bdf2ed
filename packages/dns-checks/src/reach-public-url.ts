// Knocks at the public address of this instance as a reader would: over the address found in DNS, under the host's own name.
import http from 'node:http';
import https from 'node:https';
import { isIPv6 } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Reached } from './check.js';

const PATIENCE_MS = 6000;
const MOST_BYTES = 1024;
const MOST_SIGNS = 200;

/**
 * Asks for /healthz, which only Doorstep answers so. What is wrong with the certificate is an answer, not an error.
 *
 * @param url DOORSTEP_PUBLIC_URL @param ip one of the addresses of its host
 */
export function reachPublicUrl(url: string, ip: string): Promise<Reached> {
  const at = new URL('/healthz', url);
  const isSecure = at.protocol === 'https:';
  return new Promise((resolve) => {
    const silent = (error: NodeJS.ErrnoException) => resolve({ kind: 'silent', why: error.code ?? 'no answer' });
    const request = (isSecure ? https : http).get(
      at,
      {
        // The address that was judged is the one that is asked.
        lookup: (_host, { all }, done) => {
          const family = isIPv6(ip) ? 6 : 4;
          if (all) done(null, [{ address: ip, family }]);
          else done(null, ip, family);
        },
        ...(isSecure && { rejectUnauthorized: false }), // it is judged below
        ...{ agent: false, timeout: PATIENCE_MS, signal: AbortSignal.timeout(PATIENCE_MS) },
      },
      (response) => {
        const certificate = isSecure ? certificateOf(response.socket as TLSSocket) : null;
        const answered = (isDoorstep: boolean) => {
          resolve({ kind: 'answered', isDoorstep, redirectsTo: redirectOf(response), certificate });
          request.destroy();
        };
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body += text;
          if (body.length > MOST_BYTES) answered(false);
        });
        response.on('end', () => answered(response.statusCode === 200 && isAlive(body)));
        response.on('error', silent);
      },
    );
    request.on('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    request.on('error', (error: NodeJS.ErrnoException) =>
      silent(error.name === 'AbortError' ? { ...error, code: 'ETIMEDOUT' } : error),
    );
  });
}

const isAlive = (body: string) => /^\s*\{\s*"status"\s*:\s*"ok"\s*\}\s*$/.test(body);

function redirectOf({ statusCode = 0, headers }: http.IncomingMessage): string | null {
  if (statusCode < 300 || statusCode >= 400) return null;
  return (headers.location ?? 'another address').slice(0, MOST_SIGNS);
}

function certificateOf(socket: TLSSocket) {
  const { valid_to: endsAt } = socket.getPeerCertificate();
  const trouble = socket.authorized ? null : String(socket.authorizationError ?? 'not trusted').slice(0, MOST_SIGNS);
  return { trouble, endsAt: new Date(endsAt) };
}
